// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import java.util.Set;

/** What a part is to somebody who has to put clauses where they are read. */
enum PartKind {
    /** A text that is shown and can be edited. */
    TEXT,
    /** A text/x-amp-html or text/watch-html alternative, which programs show before all others. */
    RICHER,
    MIXED,
    ALTERNATIVE,
    RELATED,
    /** Signed, or with a protected header: nothing inside may change. */
    SIGNED,
    ENCRYPTED,
    /** Acted on, not read. */
    CALENDAR,
    /** A delivery report or another report for machines. */
    REPORT,
    /** A piece of a message, or the address of one. */
    FRAGMENT,
    /** Shown on its own, such as a picture or a forwarded message, and not ours to edit. */
    SHOWN,
    /** Nothing a mail program shows in place of a text, or a part without body. */
    FILE;

    /** What RFC 1896, RFC 1341 and RFC 7763 call text, besides the two everybody writes (I-28). */
    private static final Set<String> TEXTS =
            Set.of("text/plain", "text/html", "text/enriched", "text/richtext", "text/markdown");

    /** What some mail programs show in place of a text, such as Apple Mail. */
    private static final Set<String> PAGES =
            Set.of(
                    "application/xhtml+xml",
                    "application/pdf",
                    "application/rtf",
                    "application/msword");

    static PartKind of(Part part) {
        String name = part.type().name();
        if (part.header().start() > 0 && !part.header().hasEmptyLine()) {
            return FILE;
        }
        if (part.type().parameters().containsKey("hp")) {
            return part.type().value("hp").orElse("").equalsIgnoreCase("clear")
                    ? SIGNED
                    : ENCRYPTED;
        }
        return switch (name) {
            case "multipart/alternative" -> ALTERNATIVE;
            case "multipart/related" -> RELATED;
            case "multipart/signed" -> SIGNED;
            case "multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime" ->
                    ENCRYPTED;
            case "multipart/report" -> REPORT;
            case "multipart/digest" -> SHOWN;
            case "message/partial", "message/external-body" -> FRAGMENT;
            case "text/calendar", "application/ics" -> CALENDAR;
            case "text/x-amp-html", "text/watch-html" -> RICHER;
            case "text/vcard", "text/x-vcard", "text/directory", "text/csv", "text/css" -> FILE;
            default -> ofClass(part, name);
        };
    }

    private static PartKind ofClass(Part part, String name) {
        if (part.type().isMultipart()) {
            return MIXED;
        }
        if (TEXTS.contains(name)) {
            return isKnown(part.encoding()) ? TEXT : FILE;
        }
        return name.startsWith("application/") && !PAGES.contains(name) ? FILE : SHOWN;
    }

    /**
     * A text in an encoding nobody knows, which many mail programs show as it stands all the same.
     */
    static boolean isOddText(Part part) {
        return TEXTS.contains(part.type().name()) && !isKnown(part.encoding());
    }

    /** Outlook shows what is in winmail.dat and not the text beside it (I-43). */
    static boolean isOutlookText(Part part) {
        String name = part.type().name();
        return name.equals("application/ms-tnef") || name.equals("application/vnd.ms-tnef");
    }

    /** Whether the octets stand as they are. */
    static boolean isIdentity(String encoding) {
        return encoding.equals("7bit") || encoding.equals("8bit") || encoding.equals("binary");
    }

    /** RFC 2045 section 6.4: what is encoded otherwise is octets and no text (I-13). */
    static boolean isKnown(String encoding) {
        return switch (encoding) {
            case "7bit", "8bit", "binary", "quoted-printable", "base64" -> true;
            default -> false;
        };
    }
}
