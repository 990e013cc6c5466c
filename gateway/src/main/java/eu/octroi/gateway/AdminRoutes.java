// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway;

import java.util.List;

/** What the admin module serves on the admin port, given the parts it works on. */
@FunctionalInterface
public interface AdminRoutes {
    AdminRoutes NONE = _ -> List.of();

    /** Annotated HTTP services, served under {@code /api/v1} behind the bearer token. */
    List<Object> over(AdminParts parts);
}
