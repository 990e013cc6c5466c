// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.intake;

import eu.octroi.gateway.domain.AnswerProfile;
import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.MessageId;
import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.domain.Origin;
import eu.octroi.gateway.domain.ReversePath;
import eu.octroi.gateway.domain.StreamId;
import eu.octroi.gateway.domain.Tag;
import eu.octroi.gateway.domain.Verdict;
import eu.octroi.gateway.intake.Explanation.Addressed;
import eu.octroi.gateway.intake.Explanation.ConsentReport;
import eu.octroi.gateway.message.MessageScanner;
import eu.octroi.gateway.message.ScanResult;
import eu.octroi.gateway.message.ScannedMessage;
import eu.octroi.gateway.smtp.RecipientRefusal;
import eu.octroi.gateway.smtp.Refusals;
import eu.octroi.gateway.smtp.Replies;
import eu.octroi.gateway.smtp.Reply;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Says what would become of a message, by the very decisions that are made when it is submitted:
 * the same editor, the same refusals. It sends, stores and counts nothing. Thread-safe.
 */
public final class Explainer {
    /** Recipients of one question. */
    public static final int RECIPIENTS_MAX = 20;

    /** A link made for a preview must not oppose anybody's mail when it is followed. */
    public static final String LINKS_OPEN_NOTHING =
            "links have the right form but open nothing; ids and dates are made up";

    private final IntakeParts parts;
    private final MessageEditor editor;
    private final Map<StreamId, StreamRules> rules;
    private final Asked list;
    private final Law law;
    private final List<String> notes;

    /** Asks the suppression list; empty when that is not possible, which is told and permits. */
    @FunctionalInterface
    public interface Asked {
        Optional<Verdict> judge(Origin origin, EmailAddress to);
    }

    /** What is found on a recipient's consent; empty where none is needed. */
    @FunctionalInterface
    public interface Law {
        Optional<ConsentReport> find(Origin origin, EmailAddress to);
    }

    /**
     * @param parts what copies are made with; tokens should open nothing
     * @param notes what is otherwise than when mail is sent, for whoever reads the explanation
     */
    public Explainer(IntakeParts parts, Asked list, Law law, List<String> notes) {
        this.parts = parts;
        this.editor = parts.preview();
        this.rules = StreamRules.of(parts.settings(), parts.numbers());
        this.list = list;
        this.law = law;
        this.notes = List.copyOf(notes);
    }

    /** What would become of {@code message}, or what is wrong with the question. */
    public ExplainResult explain(ExplainQuestion question, Octets message) {
        return switch (AskedTransaction.of(question, parts)) {
            case AskedTransaction.Wrong(String why) -> new ExplainResult.Misasked(why);
            case AskedTransaction.Known known ->
                    new ExplainResult.Explained(explain(known, message));
        };
    }

    private Explanation explain(AskedTransaction.Known asked, Octets message) {
        ScanResult scanned = MessageScanner.scan(message);
        MessageId id = parts.ids().next();
        ReversePath from = asked.from().orElseGet(() -> author(scanned));
        ExplanationDraft draft = new ExplanationDraft(message, scanned, notes);
        draft.opened(asked, from);
        Optional<Refused> early = early(asked, from, message, id);
        List<Recipient> recipients = recipients(asked, id, draft);
        draft.counted();
        Submission submission = submission(asked, id, from, recipients);
        if (early.isPresent()) {
            return draft.refused(early.get().reply(), early.get().tag(), Optional.empty());
        }
        draft.scanned().ifPresent(m -> ExplainedFacts.found(draft, editor, rules(asked), m));
        return switch (editor.decide(submission, message)) {
            case Decision.NotTaken(Tag tag, String why) ->
                    draft.refused(
                            Refusals.refused(tag, why, id.toString()),
                            Optional.of(tag),
                            Optional.of(why));
            case Decision.Taken(var acceptance) ->
                    draft.taken(acceptance, Replies.accepted(id.toString()));
        };
    }

    private StreamRules rules(AskedTransaction.Known asked) {
        return Objects.requireNonNull(rules.get(asked.origin().stream()));
    }

    /** A refusal before the message itself is judged. */
    private record Refused(Reply reply, Optional<Tag> tag) {}

    private Optional<Refused> early(
            AskedTransaction.Known asked, ReversePath from, Octets message, MessageId id) {
        if (from.isNull() && asked.origin().streamClass().needsSender()) {
            String text = Refusals.recipientText(Tag.NULL_SENDER, asked.brand());
            Reply reply = Refusals.refused(Tag.NULL_SENDER, text, id.toString());
            return Optional.of(new Refused(reply, Optional.of(Tag.NULL_SENDER)));
        }
        if (message.length() > parts.settings().limits().messageMax().bytes()) {
            return Optional.of(new Refused(Replies.TOO_BIG, Optional.empty()));
        }
        return LineEnds.areWhole(message)
                ? Optional.empty()
                : Optional.of(new Refused(Replies.BARE_LINE_END, Optional.empty()));
    }

    /** The recipients RCPT would have taken; when it refuses every one, all of them. */
    private List<Recipient> recipients(
            AskedTransaction.Known asked, MessageId id, ExplanationDraft draft) {
        List<Recipient> taken = new ArrayList<>();
        List<Recipient> refused = new ArrayList<>();
        for (EmailAddress to : asked.to()) {
            Optional<Verdict> verdict = list.judge(asked.origin(), to);
            Recipient recipient = new Recipient(to, verdict.orElse(Verdict.Deliver.DELIVER));
            AnswerProfile answer = asked.answer();
            Optional<RecipientRefusal> refusal =
                    RecipientRefusal.of(recipient.verdict(), answer, asked.brand(), id.toString());
            (refusal.isPresent() ? refused : taken).add(recipient);
            draft.addressed(
                    new Addressed(
                            to.toString(),
                            Wording.verdict(verdict),
                            Wording.detail(verdict),
                            refusal.map(RecipientRefusal::reply)
                                    .orElse(Replies.RECIPIENT_OK)
                                    .toString(),
                            law.find(asked.origin(), to)),
                    refusal);
        }
        return taken.isEmpty() ? refused : taken;
    }

    private Submission submission(
            AskedTransaction.Known asked,
            MessageId id,
            ReversePath from,
            List<Recipient> recipients) {
        boolean utf8 =
                from.address().filter(EmailAddress::needsUtf8).isPresent()
                        || asked.to().stream().anyMatch(EmailAddress::needsUtf8);
        var client =
                new Submission.Client(
                        InetAddress.getLoopbackAddress(),
                        "explain",
                        true,
                        true,
                        true,
                        Optional.empty());
        return new Submission(id, asked.origin(), from, utf8, client, recipients);
    }

    /** Tools mostly give the author's address; a message without one is refused anyway. */
    private ReversePath author(ScanResult scanned) {
        return switch (scanned) {
            case ScanResult.Scanned(ScannedMessage message) -> ReversePath.of(message.from());
            case ScanResult.Refused _ ->
                    ReversePath.of(new EmailAddress("postmaster", parts.hostname()));
        };
    }
}
