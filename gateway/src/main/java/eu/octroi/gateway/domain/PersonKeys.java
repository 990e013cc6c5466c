// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.domain;

/** How an address becomes the key under which a controller knows the person. Thread-safe. */
@FunctionalInterface
public interface PersonKeys {
    PersonKey of(ControllerNumber controller, EmailAddress address);
}
