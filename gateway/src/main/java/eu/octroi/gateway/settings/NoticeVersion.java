// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import eu.octroi.gateway.domain.ControllerId;
import eu.octroi.gateway.domain.Sha256;
import eu.octroi.gateway.domain.StreamClass;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The version of a controller's notice page: it changes whenever what the page says does. */
public final class NoticeVersion {
    private static final int HEX_DIGITS = 8;

    private NoticeVersion() {}

    /** The first digits of a SHA-256 over everything the page of the controller is made from. */
    public static String of(Settings settings, ControllerId id) {
        Controller controller = Objects.requireNonNull(settings.controllers().get(id));
        List<Object> content =
                List.of(
                        controller.legalName(),
                        controller.brand(),
                        controller.registration(),
                        controller.address(),
                        controller.contact(),
                        controller.agency(),
                        notice(controller.notice()),
                        purposes(settings, id),
                        sources(settings));
        return Sha256.hex(content.toString()).substring(0, HEX_DIGITS);
    }

    private static List<Object> notice(Controller.Notice notice) {
        return List.of(
                notice.representative(),
                notice.dataProtectionOfficer(),
                notice.host().map(NoticeVersion::text),
                notice.recipients().map(NoticeVersion::text),
                notice.transfers().map(NoticeVersion::text));
    }

    private static List<List<Object>> purposes(Settings settings, ControllerId id) {
        return settings.streams().entrySet().stream()
                .filter(e -> e.getValue().controller().equals(id))
                .filter(e -> e.getValue().streamClass() == StreamClass.PROSPECTING)
                .sorted(Comparator.comparing(e -> e.getKey().value()))
                .map(Map.Entry::getValue)
                .map(
                        stream ->
                                List.<Object>of(
                                        stream.purpose().map(NoticeVersion::text),
                                        stream.reason().map(NoticeVersion::text)))
                .toList();
    }

    private static List<List<Object>> sources(Settings settings) {
        return settings.sources().entrySet().stream()
                .sorted(Comparator.comparing(e -> e.getKey().value()))
                .map(Map.Entry::getValue)
                .map(
                        source ->
                                List.<Object>of(
                                        text(source.label()),
                                        source.kind(),
                                        source.acquired(),
                                        source.supplier(),
                                        source.contact()))
                .toList();
    }

    /** Maps have no order of their own that would be the same at the next start. */
    private static String text(LocalizedText text) {
        return text.texts().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(e -> e.getKey().code() + "=" + e.getValue())
                .toList()
                .toString();
    }
}
