// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.delivery.DnsAnswer.Exchanger;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;

/** The order of a domain's exchangers, RFC 5321 section 5.1. Stateless. */
final class Exchangers {
    private Exchangers() {}

    /** Whether the domain says that it takes no mail at all, RFC 7505 section 3. */
    static boolean isNullMx(List<Exchanger> exchangers) {
        return exchangers.size() == 1 && exchangers.getFirst().host().isEmpty();
    }

    /** By preference; those of equal preference in random order; without the root. */
    static List<Exchanger> ordered(List<Exchanger> exchangers, RandomGenerator random) {
        List<Exchanger> ordered = new ArrayList<>(exchangers);
        ordered.removeIf(exchanger -> exchanger.host().isEmpty());
        Collections.shuffle(ordered, Random.from(random));
        ordered.sort(Comparator.comparingInt(Exchanger::preference));
        return ordered;
    }

    /**
     * Those before ourselves: what we would hand to an exchanger of our own preference or after it
     * would come back to us.
     *
     * @param own names of hosts that are this machine
     */
    static List<Exchanger> beforeUs(List<Exchanger> ordered, Set<String> own) {
        int ours =
                ordered.stream()
                        .filter(exchanger -> own.contains(exchanger.host()))
                        .mapToInt(Exchanger::preference)
                        .min()
                        .orElse(Integer.MAX_VALUE);
        return ordered.stream().filter(exchanger -> exchanger.preference() < ours).toList();
    }
}
