// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.list;

import static eu.octroi.admin.running.RunningGateway.encoded;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import eu.octroi.admin.running.RunningGateway;
import eu.octroi.gateway.domain.Channel;
import eu.octroi.gateway.domain.ControllerId;
import eu.octroi.gateway.domain.Reason;
import eu.octroi.gateway.domain.SuppressionEntry;
import eu.octroi.gateway.suppression.Change;
import eu.octroi.gateway.suppression.Corrections.Approval;
import eu.octroi.gateway.suppression.ImportOptions;
import eu.octroi.gateway.suppression.ImportProgress;
import eu.octroi.gateway.suppression.ImportReport;
import eu.octroi.gateway.suppression.RebuildProgress;
import eu.octroi.gateway.suppression.Removal;
import eu.octroi.gateway.suppression.Subject;
import eu.octroi.gateway.suppression.Verification;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Writer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The list of a running gateway, through its API. Thread-safe. */
public final class RemoteList implements ListAccess {
    private static final JsonMapper JSON =
            JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    private final RunningGateway gateway;

    public RemoteList(RunningGateway gateway) {
        this.gateway = gateway;
    }

    @Override
    public Change add(
            ControllerId controller,
            Subject subject,
            Reason reason,
            Channel channel,
            Optional<Instant> since) {
        String query =
                "&reason=%s&channel=%s%s"
                        .formatted(
                                reason.word(),
                                channel.word(),
                                since.map(at -> "&since=" + at).orElse(""));
        HttpRequest request =
                gateway.request(entry(controller, subject) + query)
                        .PUT(BodyPublishers.noBody())
                        .build();
        return answer(gateway.send(request), ChangeAnswer.class).change();
    }

    @Override
    public long correct(
            ControllerId controller, Subject subject, Reason reason, String author, String why) {
        var question = new CorrectionQuestion(SubjectForms.of(subject), reason.word(), author, why);
        HttpRequest request = post("suppressions:correct?controller=" + controller, question);
        return answer(gateway.send(request), CorrectionQuestion.Answer.class).id();
    }

    @Override
    public Approval approve(ControllerId controller, long id, Subject subject, String author) {
        var question = new CorrectionQuestion.Approval(id, SubjectForms.of(subject), author);
        HttpResponse<InputStream> response =
                gateway.send(post("suppressions:approve?controller=" + controller, question));
        return switch (response.statusCode()) {
            case 204 -> Approval.LIFTED;
            case 403 -> Approval.SAME_PERSON;
            case 404 -> Approval.NOT_FOUND;
            default -> throw refused(response);
        };
    }

    @Override
    public List<CorrectionAnswer> corrections() {
        HttpRequest request = gateway.request("suppressions/corrections").build();
        return List.of(answer(gateway.send(request), CorrectionAnswer[].class));
    }

    @Override
    public Removal remove(ControllerId controller, Subject subject, Reason reason, String why) {
        String query = "&reason=" + reason.word() + "&why=" + encoded(why);
        HttpRequest request = gateway.request(entry(controller, subject) + query).DELETE().build();
        HttpResponse<InputStream> response = gateway.send(request);
        return switch (response.statusCode()) {
            case 204 -> Removal.REMOVED;
            case 403 -> Removal.NOT_PERMITTED;
            case 404 -> Removal.NOT_FOUND;
            default -> throw refused(response);
        };
    }

    @Override
    public Optional<SuppressionEntry> check(ControllerId controller, Subject subject) {
        // In the body, not in the address line: request lines end up in the logs of proxies.
        CheckQuestion question = new CheckQuestion(List.of(SubjectForms.of(subject)));
        HttpRequest request = post("suppressions:check?controller=" + controller, question);
        CheckQuestion.Answers answers = answer(gateway.send(request), CheckQuestion.Answers.class);
        return answers.results().getFirst().entry();
    }

    @Override
    public ImportReport importList(
            ControllerId controller,
            InputStream in,
            ImportOptions options,
            ImportProgress progress) {
        String query =
                "?controller=%s&reason=%s&channel=%s&dry-run=%s%s"
                        .formatted(
                                controller,
                                options.reason().word(),
                                options.channel().word(),
                                options.dryRun(),
                                options.asOf().map(at -> "&as-of=" + at).orElse(""));
        HttpRequest request =
                gateway.request("suppressions/imports" + query)
                        .header("Content-Type", "text/csv")
                        .POST(RunningGateway.streaming(new CountedInput(in, progress)))
                        .build();
        return answer(gateway.send(request), ImportReport.class);
    }

    @Override
    public long export(ControllerId controller, Writer out) throws IOException {
        HttpRequest request =
                gateway.request("suppressions/export?controller=" + controller).build();
        HttpResponse<InputStream> response = gateway.send(request);
        if (response.statusCode() != 200) {
            throw refused(response);
        }
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            return copied(lines, out);
        }
    }

    @Override
    public ListFigures figures() {
        HttpRequest request = gateway.request("suppressions/stats").build();
        return answer(gateway.send(request), ListFigures.class);
    }

    @Override
    public Verification verify(Optional<String> checkpoint, RebuildProgress progress) {
        String query = checkpoint.map(c -> "?checkpoint=" + encoded(c)).orElse("");
        HttpRequest request =
                gateway.request("suppressions:verify" + query)
                        .POST(BodyPublishers.noBody())
                        .build();
        return answer(gateway.send(request), VerificationAnswer.class).verification();
    }

    @Override
    public void close() {
        // The connection is the client's own and ends with it.
    }

    private HttpRequest post(String pathAndQuery, Object body) {
        return gateway.request(pathAndQuery)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(octets(body)))
                .build();
    }

    private static String entry(ControllerId controller, Subject subject) {
        return "suppressions/" + encoded(SubjectForms.of(subject)) + "?controller=" + controller;
    }

    private static long copied(BufferedReader lines, Writer out) throws IOException {
        long rows = -1;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            out.write(line);
            out.write("\n");
            rows++;
        }
        out.flush();
        return Math.max(0, rows);
    }

    private static byte[] octets(Object body) {
        try {
            return JSON.writeValueAsBytes(body);
        } catch (IOException e) {
            throw new IllegalStateException("a record that is no JSON", e);
        }
    }

    private static <T> T answer(HttpResponse<InputStream> response, Class<T> type) {
        if (response.statusCode() / 100 != 2) {
            throw refused(response);
        }
        try (InputStream body = response.body()) {
            return JSON.readValue(body, type);
        } catch (IOException e) {
            throw new ListAccessException("the running gateway's answer broke off: " + e, e);
        }
    }

    /** The gateway's own words: a problem's detail (RFC 9457). */
    private static ListAccessException refused(HttpResponse<InputStream> response) {
        String why = "status " + response.statusCode();
        try (InputStream body = response.body()) {
            JsonNode answer = JSON.readTree(body);
            why = answer.path("detail").asText(why);
        } catch (IOException e) {
            return new ListAccessException("the running gateway refused: " + why, e);
        }
        return new ListAccessException("the running gateway refused: " + why);
    }
}
