// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.intake;

import eu.octroi.gateway.intake.Explanation.FieldChange;
import eu.octroi.gateway.intake.Explanation.FieldReport;
import eu.octroi.gateway.message.MessageOutline.FieldText;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares the header a message came with and the one it leaves with. */
final class FieldChanges {
    private FieldChanges() {}

    static List<FieldReport> kept(List<FieldText> fields) {
        return fields.stream()
                .map(
                        field ->
                                new FieldReport(
                                        FieldChange.KEPT,
                                        field.name(),
                                        Optional.of(field.value()),
                                        Optional.of(field.value())))
                .toList();
    }

    /** A field that goes while one of its name comes is replaced by it. */
    static List<FieldReport> between(List<FieldText> before, List<FieldText> after) {
        List<FieldText> added = new ArrayList<>(after);
        List<FieldText> gone = new ArrayList<>();
        before.stream().filter(field -> !added.remove(field)).forEach(gone::add);
        List<FieldReport> reports = new ArrayList<>();
        for (FieldText field : before) {
            Optional<String> value = Optional.of(field.value());
            if (!gone.contains(field)) {
                reports.add(new FieldReport(FieldChange.KEPT, field.name(), value, value));
                continue;
            }
            Optional<FieldText> instead =
                    added.stream().filter(a -> a.name().equalsIgnoreCase(field.name())).findFirst();
            instead.ifPresent(added::remove);
            reports.add(
                    new FieldReport(
                            instead.isPresent() ? FieldChange.REPLACED : FieldChange.REMOVED,
                            field.name(),
                            value,
                            instead.map(FieldText::value)));
        }
        for (FieldText field : added) {
            reports.add(
                    new FieldReport(
                            FieldChange.ADDED,
                            field.name(),
                            Optional.empty(),
                            Optional.of(field.value())));
        }
        return reports;
    }
}
