// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.events.ToolDoor.Answer;
import eu.octroi.gateway.events.ToolServer;
import eu.octroi.gateway.settings.ReplaySettings;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;

/** Links of mail lead where the public network leads, and nowhere else. */
final class OneClickDoorTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://tool.example/u",
                "https://127.0.0.1/u",
                "https://localhost/u",
                "https://[::1]/u",
                "https://[::ffff:10.0.0.1]/u",
                "https://10.1.2.3/u",
                "https://192.168.0.1:8443/u",
                "https://169.254.169.254/latest/meta-data",
                "https://100.64.0.1/u",
                "https://0.0.0.0/u",
                "https://2130706433/u",
                "https://user:secret@192.0.2.1/u",
                "ftp://tool.example/u",
                "https:///u",
                "https://tool.example/a b",
                "mailto:a@tool.example"
            })
    void whatLeadsElsewhereIsNotFollowed(String link) {
        try (OneClickDoor door = new OneClickDoor(ReplaySettings.DEFAULTS)) {
            assertThat(door.post(link).toCompletableFuture().join()).isNotEqualTo(Answer.DONE);
            assertThat(door.post(link).toCompletableFuture().join())
                    .isIn(Answer.FORBIDDEN, Answer.LATER);
        }
    }

    @Test
    void thisMachineIsReachedOnlyWhereItIsConfigured() throws IOException {
        try (ToolServer tool = new ToolServer();
                OneClickDoor door = new OneClickDoor(ReplaySettings.DEFAULTS)) {
            Answer answer = door.post(tool.link("/u")).toCompletableFuture().join();

            assertThat(answer).isEqualTo(Answer.FORBIDDEN);
            assertThat(tool.requests()).isEmpty();
        }
    }
}
