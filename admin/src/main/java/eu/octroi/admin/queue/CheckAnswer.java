// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.queue;

import eu.octroi.gateway.Accounts;
import eu.octroi.gateway.domain.CopyId;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Whether everybody who was accepted is accounted for. Immutable.
 *
 * @param right whether nothing is wrong
 * @param ends how many recipients ended how, or are queued
 * @param wrong the first {@value #IDS_MAX} copies of each fault, and how many there are
 */
public record CheckAnswer(
        boolean right, long accepted, Map<String, Long> ends, Map<String, Wrong> wrong) {
    public static final int IDS_MAX = 100;

    /** Copies with one fault. */
    public record Wrong(int copies, List<String> ids) {}

    public static CheckAnswer of(Accounts accounts) {
        Map<String, Long> ends = new LinkedHashMap<>();
        for (Accounts.End end : Accounts.End.values()) {
            ends.put(word(end), accounts.count(end));
        }
        Map<String, Wrong> wrong = new LinkedHashMap<>();
        for (Accounts.Fault fault : Accounts.Fault.values()) {
            var copies = accounts.wrong().get(fault);
            if (copies != null) {
                List<String> ids = copies.stream().limit(IDS_MAX).map(CopyId::toString).toList();
                wrong.put(word(fault), new Wrong(copies.size(), ids));
            }
        }
        return new CheckAnswer(accounts.isRight(), accounts.accepted(), ends, wrong);
    }

    /** For people: the books in one line, then what is wrong. */
    public String text() {
        StringBuilder out = new StringBuilder("accepted=").append(accepted);
        ends.forEach((end, count) -> out.append(' ').append(end).append('=').append(count));
        out.append('\n').append(right ? "everybody is accounted for\n" : "this does not add up:\n");
        wrong.forEach(
                (fault, copies) ->
                        out.append(
                                copies.ids().stream()
                                        .map(id -> fault + " " + id + "\n")
                                        .collect(
                                                Collectors.joining(
                                                        "",
                                                        fault + ": " + copies.copies() + "\n",
                                                        ""))));
        return out.toString();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
