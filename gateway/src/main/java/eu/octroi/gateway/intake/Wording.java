// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.intake;

import eu.octroi.gateway.domain.Verdict;

import java.util.Optional;

/** Verdicts in words. */
final class Wording {
    private Wording() {}

    static String verdict(Optional<Verdict> verdict) {
        return verdict.map(
                        known ->
                                switch (known) {
                                    case Verdict.Deliver _ -> "deliver";
                                    case Verdict.Suppressed _ -> "suppressed";
                                    case Verdict.Refused _ -> "refused";
                                    case Verdict.Capped _ -> "capped";
                                    case Verdict.Undecided _ -> "undecided";
                                })
                .orElse("not asked");
    }

    static String detail(Optional<Verdict> verdict) {
        return verdict.map(
                        known ->
                                switch (known) {
                                    case Verdict.Deliver(var slot) ->
                                            slot.heldUntil()
                                                    .map(until -> "waits for a cap until " + until)
                                                    .orElse("");
                                    case Verdict.Suppressed(var entry) ->
                                            entry.reason().word()
                                                    + " of "
                                                    + entry.scope().word()
                                                    + " since "
                                                    + entry.since();
                                    case Verdict.Refused(var tag) -> tag.word();
                                    case Verdict.Capped capped ->
                                            capped.cap() + ", full until " + capped.until();
                                    case Verdict.Undecided _ -> "the look-up failed";
                                })
                .orElse("");
    }
}
