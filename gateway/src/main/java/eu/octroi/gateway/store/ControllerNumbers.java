// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.store;

import eu.octroi.gateway.domain.ControllerId;
import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.settings.Controller;

import java.util.Map;
import java.util.Optional;

/** The numbers of the controllers. Immutable. */
public final class ControllerNumbers {
    private final Map<ControllerId, ControllerNumber> numbers;

    private ControllerNumbers(Map<ControllerId, ControllerNumber> numbers) {
        this.numbers = Map.copyOf(numbers);
    }

    /** Matches the configuration with the record. */
    public static ControllerNumbers assign(
            RecordDatabase record, Map<ControllerId, Controller> configured) {
        throw new UnsupportedOperationException();
    }

    /** The number of a configured controller. */
    public ControllerNumber of(ControllerId id) {
        return Optional.ofNullable(numbers.get(id)).orElseThrow();
    }

    /** The configured name of a number. */
    public Optional<ControllerId> nameOf(ControllerNumber number) {
        return numbers.entrySet().stream()
                .filter(e -> e.getValue().equals(number))
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
