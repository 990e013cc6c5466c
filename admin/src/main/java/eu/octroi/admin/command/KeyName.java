// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import picocli.CommandLine.Parameters;

/** The one key that a command is about. Filled once by picocli. */
final class KeyName {
    @Parameters(index = "0", paramLabel = "DOMAIN", description = "Such as exemple.fr.")
    private String domain = "";

    @Parameters(index = "1", paramLabel = "SELECTOR", description = "Such as octroi2.")
    private String selector = "";

    String domain() {
        return domain;
    }

    String selector() {
        return selector;
    }
}
