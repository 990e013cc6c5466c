// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.credentials;

import com.fasterxml.jackson.annotation.JsonInclude;

import org.jspecify.annotations.Nullable;

/**
 * A credential that was added; prints no password. Immutable.
 *
 * @param password the one that was made, told this once; null when one was given
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AddedCredential(String name, @Nullable String password) {
    @Override
    public String toString() {
        return "AddedCredential[" + name + "]";
    }
}
