// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.session;

/** What came of checking a user and a password. */
public sealed interface LoginResult {
    /** The password is right. */
    record Accepted(Account account) implements LoginResult {}

    /** User or password is wrong; which one is not said. */
    record Rejected() implements LoginResult {}

    /** There is no room to check it now. */
    record Busy() implements LoginResult {}

    /** Too many failures from this address. */
    record Locked() implements LoginResult {}
}
