// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

/** The process ended here, as kill -9 ends one. */
public final class Killed extends Error {
    private static final long serialVersionUID = 1L;

    public Killed() {
        super("killed", null, false, false);
    }
}
