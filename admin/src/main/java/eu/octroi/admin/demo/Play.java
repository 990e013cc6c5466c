// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.demo;

import eu.octroi.admin.demo.SampleTool.Answer;
import eu.octroi.admin.list.ListAccess;
import eu.octroi.gateway.domain.Channel;
import eu.octroi.gateway.domain.ControllerId;
import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.Reason;
import eu.octroi.gateway.suppression.Subject;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The six mails of the demo, one after another. Confined to one thread. */
final class Play {
    private static final Duration DELIVERY_MAX = Duration.ofSeconds(30);
    private static final ControllerId CONTROLLER = new ControllerId("exemple");

    private final SampleTool tool;
    private final Mailbox mailbox;
    private final ListAccess list;
    private final Scenes scenes;
    private Optional<String> mariesLink = Optional.empty();
    private Optional<String> leasLink = Optional.empty();

    Play(SampleTool tool, Mailbox mailbox, ListAccess list, Scenes scenes) {
        this.tool = tool;
        this.mailbox = mailbox;
        this.list = list;
        this.scenes = scenes;
    }

    /** The unsubscribe link of somebody who has not used it. */
    Optional<String> unusedLink() {
        return leasLink;
    }

    Finding acceptedWithClauses() {
        return delivered("accepted, delivered with its clauses", scenes.plainText(), true);
    }

    Finding refusedAsOpposed() {
        EmailAddress paul = EmailAddress.parse(scenes.paul()).orElseThrow();
        list.add(
                CONTROLLER,
                new Subject.Person(paul),
                Reason.OPPOSITION,
                Channel.API,
                Optional.empty());
        Answer answer = tool.send(scenes.toTheOpposed());
        return Finding.refused("refused, the recipient has objected", answer, 550, "opposed");
    }

    Finding refusedAsEncrypted() {
        Answer answer = tool.send(scenes.encrypted());
        return Finding.refused(
                "refused, encrypted mail cannot get clauses", answer, 550, "content");
    }

    Finding refusedAfterOneClick() {
        String what = "refused, the recipient of mail 1 pressed unsubscribe meanwhile";
        int status = mariesLink.map(OneClick::press).orElse(0);
        Answer answer = tool.send(scenes.toTheOptedOut());
        if (status != 200) {
            return Finding.failed(what, answer, "the one-click POST was answered " + status);
        }
        return Finding.refused(what, answer, 550, "opposed");
    }

    Finding htmlInBase64() {
        return delivered("accepted, clauses inside base64 HTML", scenes.htmlInBase64(), false);
    }

    Finding eightBitText() {
        return delivered("accepted, 8-bit text leaves in 7-bit form", scenes.eightBitText(), false);
    }

    private Finding delivered(String what, SampleMail mail, boolean withExcerpt) {
        Answer answer = tool.send(mail);
        if (!answer.isAccepted()) {
            return Finding.failed(what, answer, "expected 250");
        }
        Optional<ReceivedMail> arrived = mailbox.take(mail.to(), DELIVERY_MAX);
        if (arrived.isEmpty()) {
            return Finding.failed(what, answer, "nothing reached the mailbox");
        }
        ReceivedMail received = arrived.get();
        remember(mail, received);
        List<String> faults = Inspection.faults(mail, received);
        List<String> details = new ArrayList<>(List.of(answer.toString()));
        details.addAll(faults);
        if (withExcerpt) {
            Inspection.clauses(mail, received).forEach(line -> details.add("| " + line));
        }
        return new Finding(faults.isEmpty(), what, details);
    }

    private void remember(SampleMail mail, ReceivedMail received) {
        if (mail.to().equals(scenes.marie())) {
            mariesLink = received.unsubscribeLink();
        } else {
            leasLink = received.unsubscribeLink();
        }
    }
}
