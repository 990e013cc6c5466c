// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

/**
 * What becomes of mail whose texts cannot simply be edited, of a stream with clauses.
 *
 * @param signed mail signed by S/MIME or PGP: wrap (the clauses go beside it and its signature
 *     stays whole) or refuse; default wrap
 * @param encrypted mail in which no clause can be read: refuse, or wrap (the clauses stand beside
 *     it); default refuse
 * @param invitation mail that is nothing but a calendar: refuse, or wrap (calendars may no longer
 *     find it); default refuse
 * @param amp a text/x-amp-html alternative, which is shown before all others: drop or refuse;
 *     default drop
 * @param pixels remote images that nobody sees and that tell when mail is opened: strip, refuse, or
 *     allow where each recipient has agreed to be tracked; default strip
 * @param toolDkim the tool's own DKIM-Signature, which no longer verifies once clauses are in: keep
 *     (RFC 6376 section 4.2) or remove; default keep
 * @param footer the tool's own unsubscribe footer, to be taken out; default none: it stays, and
 *     ours comes besides
 */
public record Editing(
        Opaque signed,
        Opaque encrypted,
        Opaque invitation,
        Alternative amp,
        Pixels pixels,
        ToolDkim toolDkim,
        ToolFooter footer) {
    public static final Editing DEFAULT =
            new Editing(
                    Opaque.WRAP,
                    Opaque.REFUSE,
                    Opaque.REFUSE,
                    Alternative.DROP,
                    Pixels.STRIP,
                    ToolDkim.KEEP,
                    ToolFooter.NONE);

    /** What is done with what cannot be edited. */
    public enum Opaque {
        WRAP,
        REFUSE
    }

    /** What is done with an alternative that cannot show clauses. */
    public enum Alternative {
        DROP,
        REFUSE
    }

    /** What is done with tracking pixels (H-24). */
    public enum Pixels {
        STRIP,
        REFUSE,
        ALLOW
    }

    /** What is done with the tool's own DKIM-Signature (L-07). */
    public enum ToolDkim {
        KEEP,
        REMOVE
    }
}
