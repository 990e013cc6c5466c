// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.credentials;

import eu.octroi.gateway.domain.CredentialId;
import eu.octroi.gateway.domain.Names;
import eu.octroi.gateway.server.PasswordVerifiers;
import eu.octroi.gateway.settings.Credential;
import eu.octroi.gateway.store.CredentialBook;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * Adds, lists and revokes on the book of credentials, for commands and the API alike. Passwords
 * are made here, and told once. Blocks until what is done is forced. Thread-safe.
 */
public final class CredentialDesk implements CredentialAccess {
    /** Without characters that are taken for others; 24 of them are 139 bits. */
    private static final String ALPHABET =
            "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789";

    private static final int PASSWORD_CHARACTERS = 24;

    private final CredentialBook book;
    private final SecureRandom random;

    public CredentialDesk(CredentialBook book, SecureRandom random) {
        this.book = book;
        this.random = random;
    }

    @Override
    public AddedCredential add(CredentialOrder order) {
        Optional<String> given = Optional.ofNullable(order.passwordHash());
        if (given.filter(hash -> !Credential.isPasswordHash(hash)).isPresent()) {
            throw new CredentialException(
                    "the password hash is not what octroi credential hash prints");
        }
        char[] password = given.isPresent() ? new char[0] : password();
        try {
            // Checked before the hash is made, which takes a while.
            order.credential("");
            String hash = given.orElseGet(() -> PasswordVerifiers.create(password));
            add(new CredentialId(order.name()), order.credential(hash));
            return new AddedCredential(
                    order.name(), given.isPresent() ? null : new String(password));
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    @Override
    public List<CredentialLine> list() {
        return book.list().stream().map(CredentialLine::of).toList();
    }

    @Override
    public boolean revoke(String name) {
        CredentialBook.Revoked revoked =
                Names.isName(name)
                        ? settled(book.revoke(new CredentialId(name)))
                        : CredentialBook.Revoked.UNKNOWN;
        return switch (revoked) {
            case REVOKED -> true;
            case ALREADY -> false;
            case UNKNOWN -> throw new CredentialException("there is no credential '" + name + "'");
            case NO_PASSWORD ->
                    throw new CredentialException(
                            "the credential "
                                    + name
                                    + " has no password, it is a trusted network's: take"
                                    + " listen.smtp.trusted-as out of the configuration and restart");
        };
    }

    @Override
    public void close() {
        // The book is its owner's.
    }

    private void add(CredentialId id, Credential credential) {
        switch (settled(book.add(id, credential))) {
            case ADDED -> {}
            case NAME_TAKEN ->
                    throw new CredentialException(
                            "there is a credential " + id + ": revoke it first, or give another name");
            case NO_STREAM ->
                    throw new CredentialException("there is no stream '" + credential.stream() + "'");
        }
    }

    private char[] password() {
        char[] password = new char[PASSWORD_CHARACTERS];
        for (int i = 0; i < password.length; i++) {
            password[i] = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
        }
        return password;
    }

    private static <T> T settled(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }
}
