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
import eu.octroi.gateway.store.LiveCredentials;
import eu.octroi.gateway.store.LiveCredentials.Live;

import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Function;

/**
 * How a user name leads to a credential: {@code outil}, or {@code outil+spring} with the campaign
 * behind the plus, so that it is known at RCPT. Thread-safe.
 */
final class Accounts {
    /**
     * A user found.
     *
     * @param credential what it is, with the password it is checked by
     */
    record User(Account account, Credential credential) {
        Optional<String> verifier() {
            return credential.passwordHash();
        }
    }

    private final Settings settings;
    private final LiveCredentials credentials;
    private final Function<ControllerId, ControllerNumber> numbers;

    Accounts(
            Settings settings,
            LiveCredentials credentials,
            Function<ControllerId, ControllerNumber> numbers) {
        this.settings = settings;
        this.credentials = credentials;
        this.numbers = numbers;
    }

    /** One who may send now, wherever from. */
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

    /** As whom a client of a trusted network acts, unless its credential forbids that. */
    Optional<Account> trusted(CredentialId id, InetAddress client) {
        return find(id.value(), Optional.empty())
                .filter(user -> user.credential().isAllowedFrom(client))
                .map(User::account);
    }

    /** Whether a client may still act as that. */
    boolean isLive(Account account) {
        return credentials.isLive(account.origin().credential(), account.issue());
    }

    /** A client acts as that now. */
    void used(CredentialId id) {
        credentials.used(id);
    }

    private Optional<User> find(String name, Optional<CampaignId> campaign) {
        if (!Names.isName(name)) {
            return Optional.empty();
        }
        CredentialId id = new CredentialId(name);
        return credentials.find(id).map(found -> user(id, found, campaign));
    }

    private User user(CredentialId id, Live found, Optional<CampaignId> campaign) {
        Credential credential = found.credential();
        // Configuration and record go together: each credential names a stream there is.
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
                new Account(
                        origin,
                        credential.answer(),
                        credential.convertLineFeeds(),
                        brand,
                        found.issue());
        return new User(account, credential);
    }
}
