// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.server;

import static java.util.Objects.requireNonNull;

import eu.octroi.gateway.domain.CampaignId;
import eu.octroi.gateway.domain.ControllerId;
import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.CredentialId;
import eu.octroi.gateway.domain.Names;
import eu.octroi.gateway.domain.Origin;
import eu.octroi.gateway.session.Account;
import eu.octroi.gateway.settings.Credential;
import eu.octroi.gateway.settings.Settings;
import eu.octroi.gateway.settings.Stream;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The configured credentials, and how a user name leads to one: {@code outil}, or {@code
 * outil+spring} with the campaign behind the plus, so that it is known at RCPT. Immutable.
 */
final class Accounts {
    /**
     * A user found.
     *
     * @param verifier of the password; empty when this credential cannot authenticate
     */
    record User(Account account, Optional<String> verifier) {}

    private final Settings settings;
    private final Function<ControllerId, ControllerNumber> numbers;

    Accounts(Settings settings, Function<ControllerId, ControllerNumber> numbers) {
        this.settings = settings;
        this.numbers = numbers;
    }

    Optional<User> find(String user) {
        int plus = user.indexOf('+');
        if (plus < 0) {
            return find(user, Optional.empty());
        }
        String campaign = user.substring(plus + 1);
        return Names.isName(campaign)
                ? find(user.substring(0, plus), Optional.of(new CampaignId(campaign)))
                : Optional.empty();
    }

    /** The account of a credential that the configuration is known to have. */
    Account of(CredentialId id) {
        return find(id.value(), Optional.empty()).orElseThrow().account();
    }

    private Optional<User> find(String name, Optional<CampaignId> campaign) {
        if (!Names.isName(name)) {
            return Optional.empty();
        }
        CredentialId id = new CredentialId(name);
        Map<CredentialId, Credential> credentials = settings.credentials();
        return Optional.ofNullable(credentials.get(id)).map(c -> user(id, c, campaign));
    }

    private User user(CredentialId id, Credential credential, Optional<CampaignId> campaign) {
        // A configuration that is read names only streams and controllers it has.
        Stream stream = requireNonNull(settings.streams().get(credential.stream()));
        Origin origin =
                new Origin(
                        id,
                        credential.stream(),
                        stream.streamClass(),
                        numbers.apply(stream.controller()),
                        campaign);
        String brand = requireNonNull(settings.controllers().get(stream.controller())).brand();
        Account account =
                new Account(origin, credential.answer(), credential.convertLineFeeds(), brand);
        return new User(account, credential.passwordHash());
    }
}
