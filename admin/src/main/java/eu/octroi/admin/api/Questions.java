// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.api;

import com.linecorp.armeria.common.HttpStatus;

import eu.octroi.admin.list.Moments;
import eu.octroi.admin.list.SubjectForms;
import eu.octroi.gateway.domain.Channel;
import eu.octroi.gateway.domain.ControllerId;
import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.Reason;
import eu.octroi.gateway.suppression.Subject;
import eu.octroi.gateway.suppression.SubjectText;

import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads the words of a request; what cannot be read is refused with the forms that can. Immutable.
 *
 * @param numbers of the controllers the configuration names
 */
record Questions(Map<ControllerId, ControllerNumber> numbers) {
    Questions {
        numbers = Map.copyOf(numbers);
    }

    static Questions about(
            Set<ControllerId> controllers, Function<ControllerId, ControllerNumber> numbers) {
        return new Questions(
                controllers.stream().collect(Collectors.toMap(Function.identity(), numbers)));
    }

    /** The controller asked for; without a name the only one there is. */
    ControllerNumber controller(Optional<String> name) {
        if (name.isEmpty() && numbers.size() == 1) {
            return numbers.values().iterator().next();
        }
        return name.flatMap(this::number).orElseThrow(() -> bad("controller is one of " + names()));
    }

    Optional<ControllerId> nameOf(ControllerNumber number) {
        return numbers.entrySet().stream()
                .filter(e -> e.getValue().equals(number))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    static Subject subject(String text) {
        return SubjectText.parse(text).orElseThrow(() -> bad("who: " + SubjectForms.ALL));
    }

    static Reason reason(String word) {
        return Reason.ofWord(word).orElseThrow(() -> bad("reason is one of " + reasons()));
    }

    /** How people said it. */
    static Channel channel(String word) {
        return Channel.ofWord(word).orElseThrow(() -> bad("channel is one of " + channels()));
    }

    /** A day or a moment of ISO 8601, such as 2026-10-01. */
    static Instant moment(String text) {
        return Moments.read(text).orElseThrow(() -> bad(Moments.RULE));
    }

    static ProblemException bad(String detail) {
        return new ProblemException(HttpStatus.BAD_REQUEST, detail);
    }

    private Optional<ControllerNumber> number(String name) {
        return numbers.entrySet().stream()
                .filter(e -> e.getKey().value().equals(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private String names() {
        return numbers.keySet().stream()
                .map(ControllerId::value)
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static String channels() {
        return Arrays.stream(Channel.values()).map(Channel::word).collect(Collectors.joining(", "));
    }

    private static String reasons() {
        return Arrays.stream(Reason.values()).map(Reason::word).collect(Collectors.joining(", "));
    }
}
