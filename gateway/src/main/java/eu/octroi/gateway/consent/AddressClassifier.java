// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.consent;

import eu.octroi.gateway.domain.AddressClass;
import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.settings.AddressLists;
import eu.octroi.gateway.settings.AddressLists.Kind;

import java.util.Optional;
import java.util.Set;

/**
 * Tells the classes of addresses apart by lists alone (D-01): no DNS, no network, nothing that
 * waits. Where two classes fit, the one that protects more comes first. Immutable.
 */
public final class AddressClassifier {
    /** Names that lead nowhere (RFC 6761, RFC 7686, RFC 8375, RFC 9476). */
    private static final Set<String> NOWHERE =
            Set.of("invalid", "localhost", "local", "internal", "onion", "alt", "arpa");

    private final DomainSet personal;
    private final DomainSet disposable;
    private final DomainSet publicBodies;
    private final LocalParts generic;
    private final LocalParts role;

    public AddressClassifier(AddressLists lists) {
        this.personal = domains(lists, Kind.PERSONAL_DOMAINS);
        this.disposable = domains(lists, Kind.DISPOSABLE_DOMAINS);
        this.publicBodies = domains(lists, Kind.PUBLIC_BODIES);
        this.generic = localParts(lists, Kind.GENERIC_LOCAL_PARTS);
        this.role = localParts(lists, Kind.ROLE_LOCAL_PARTS);
    }

    /** The class of an address; safe on an event loop. */
    public AddressClass classOf(EmailAddress address) {
        return Mailbox.of(address).map(this::classOf).orElse(AddressClass.INVALID);
    }

    AddressClass classOf(Mailbox mailbox) {
        String domain = mailbox.domain();
        if (NOWHERE.contains(mailbox.topLevelDomain())) {
            return AddressClass.INVALID;
        }
        if (role.has(mailbox)) {
            return AddressClass.ROLE;
        }
        if (disposable.has(domain)) {
            return AddressClass.DISPOSABLE;
        }
        if (personal.has(domain)) {
            return AddressClass.PERSONAL;
        }
        if (publicBodies.has(domain)) {
            return AddressClass.PUBLIC_BODY;
        }
        if (generic.has(mailbox)) {
            return AddressClass.GENERIC_COMPANY;
        }
        return PersonNames.isNamed(mailbox)
                ? AddressClass.NAMED_PROFESSIONAL
                : AddressClass.SOLE_TRADER_OR_UNKNOWN;
    }

    /** The list that decides a class, for people; empty where the words themselves do. */
    static Optional<Kind> listOf(AddressClass addressClass) {
        return switch (addressClass) {
            case GENERIC_COMPANY -> Optional.of(Kind.GENERIC_LOCAL_PARTS);
            case PERSONAL -> Optional.of(Kind.PERSONAL_DOMAINS);
            case DISPOSABLE -> Optional.of(Kind.DISPOSABLE_DOMAINS);
            case ROLE -> Optional.of(Kind.ROLE_LOCAL_PARTS);
            case PUBLIC_BODY -> Optional.of(Kind.PUBLIC_BODIES);
            case NAMED_PROFESSIONAL, SOLE_TRADER_OR_UNKNOWN, INVALID -> Optional.empty();
        };
    }

    private static DomainSet domains(AddressLists lists, Kind kind) {
        return new DomainSet(lists.list(kind).entries());
    }

    private static LocalParts localParts(AddressLists lists, Kind kind) {
        return new LocalParts(lists.list(kind).entries());
    }
}
