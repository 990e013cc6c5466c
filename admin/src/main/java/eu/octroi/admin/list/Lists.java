// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.list;

import eu.octroi.admin.running.RunningGateway;
import eu.octroi.gateway.settings.Settings;
import eu.octroi.gateway.store.DataDirectory;
import eu.octroi.gateway.store.DataDirectoryLockedException;
import eu.octroi.gateway.suppression.RebuildProgress;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Finds the way to a list: one process owns a data directory, so whoever finds it locked asks the
 * owner, and whoever finds it free becomes the owner for a while.
 */
public final class Lists {
    private Lists() {}

    /** What may happen to a data directory that holds no list yet. */
    public enum WhenMissing {
        /** It is made, empty. */
        CREATE,
        /** Fails: asking an empty list would look like an answer. */
        FAIL
    }

    /** Whether {@code settings.data()} holds no list yet. */
    public static boolean isMissing(Settings settings) {
        return !Files.exists(settings.data().resolve("record.db"));
    }

    /**
     * Opens the list of {@code settings.data()}.
     *
     * @param progress hears of a rebuild, when this process has to do it
     */
    public static ListAccess open(
            Settings settings, WhenMissing whenMissing, RebuildProgress progress) {
        Path root = settings.data();
        if (whenMissing == WhenMissing.FAIL && isMissing(settings)) {
            throw new ListAccessException(
                    "there is no suppression list in "
                            + root
                            + ": check --data and --config, or begin with 'octroi suppress"
                            + " import'");
        }
        try {
            return OwnList.open(DataDirectory.open(root), settings, progress);
        } catch (DataDirectoryLockedException e) {
            return new RemoteList(RunningGateway.in(root));
        }
    }

    /**
     * Opens the consents of {@code settings.data()}, making an empty data directory when there is
     * none.
     *
     * @param progress hears of a rebuild of the list, when this process has to do it
     */
    public static ConsentAccess openConsents(Settings settings, RebuildProgress progress) {
        Path root = settings.data();
        try {
            OwnList list = OwnList.open(DataDirectory.open(root), settings, progress);
            return new OwnConsents(list, settings);
        } catch (DataDirectoryLockedException e) {
            return new RemoteConsents(RunningGateway.in(root));
        }
    }
}
