// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.intake;

import eu.octroi.gateway.dkim.DkimKeys;
import eu.octroi.gateway.dkim.DkimSigner;
import eu.octroi.gateway.domain.ControllerId;
import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.MessageIds;
import eu.octroi.gateway.domain.PersonKeys;
import eu.octroi.gateway.message.MimeRewriter;
import eu.octroi.gateway.settings.Settings;
import eu.octroi.gateway.unsubscribe.UnsubscribeTokens;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import java.net.URI;
import java.time.Clock;
import java.util.function.Function;

/**
 * What {@link Intake} makes copies with. Immutable.
 *
 * @param publicUrl under which recipients reach the pages, without trailing slash
 */
public record IntakeParts(
        Settings settings,
        Function<ControllerId, ControllerNumber> numbers,
        PersonKeys persons,
        UnsubscribeTokens tokens,
        DkimKeys keys,
        DkimSigner signer,
        URI publicUrl,
        MessageIds ids,
        Clock clock) {

    String hostname() {
        return settings.hostname();
    }

    MessageEditor editor() {
        return editor(signer, false);
    }

    MessageEditor editor(DkimSigner signer) {
        return editor(signer, false);
    }

    /** One whose work is only shown: it counts nothing, and a missing key stops nothing. */
    MessageEditor preview() {
        return editor(new DkimSigner(clock, new SimpleMeterRegistry()), true);
    }

    private MessageEditor editor(DkimSigner signer, boolean preview) {
        return new MessageEditor(
                StreamRules.of(settings, numbers),
                new MessageEditor.Tools(
                        new MimeRewriter(settings.hostname()),
                        keys,
                        signer,
                        tokens,
                        persons,
                        settings.checks().output()),
                settings.hostname(),
                publicUrl.toString(),
                clock,
                preview);
    }
}
