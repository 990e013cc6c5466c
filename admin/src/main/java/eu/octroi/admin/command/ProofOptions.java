// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import picocli.CommandLine.Option;

import java.util.LinkedHashMap;
import java.util.Map;

/** The fields of a proof on a command line. Filled once by picocli. */
final class ProofOptions {
    private final Map<String, String> fields = new LinkedHashMap<>();

    Map<String, String> fields() {
        return fields;
    }

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description = "consent (default), customer, published or place.")
    void kind(String value) {
        fields.put("kind", value);
    }

    @Option(
            names = "--since",
            paramLabel = "DATE",
            description = "When it was given, bought or seen, such as 2026-10-01.")
    void since(String value) {
        fields.put("since", value);
    }

    @Option(
            names = "--stream",
            paramLabel = "NAME",
            description = "The only stream it is for (default: all of the controller).")
    void stream(String value) {
        fields.put("stream", value);
    }

    @Option(names = "--purpose", paramLabel = "TEXT", description = "What was agreed to.")
    void purpose(String value) {
        fields.put("purpose", value);
    }

    @Option(
            names = "--wording",
            paramLabel = "TEXT",
            description = "The text the person agreed to, or its version.")
    void wording(String value) {
        fields.put("wording", value);
    }

    @Option(
            names = "--method",
            paramLabel = "HOW",
            description = "Such as form, double-opt-in, in-writing.")
    void method(String value) {
        fields.put("method", value);
    }

    @Option(
            names = "--partners",
            paramLabel = "WHO",
            description = "For whom besides the controller (default: nobody).")
    void partners(String value) {
        fields.put("partners", value);
    }

    @Option(
            names = "--evidence",
            paramLabel = "WHERE",
            description = "Where the proof is: order, page on the web.")
    void evidence(String value) {
        fields.put("evidence", value);
    }

    @Option(names = "--source-ip", paramLabel = "IP", description = "From where, if it was kept.")
    void sourceIp(String value) {
        fields.put("source-ip", value);
    }

    @Option(names = "--country", paramLabel = "CC", description = "Where the person is, as FR.")
    void country(String value) {
        fields.put("country", value);
    }

    @Option(
            names = "--same-entity",
            description = "The address came from a sale of this very controller.")
    void sameEntity(boolean is) {
        fields.put("same-entity", Boolean.toString(is));
    }

    @Option(names = "--analogous", description = "The mail is about comparable products.")
    void analogous(boolean is) {
        fields.put("analogous", Boolean.toString(is));
    }

    @Option(
            names = "--opt-out-offered",
            description = "The person could object when the address was taken.")
    void optOutOffered(boolean is) {
        fields.put("opt-out-offered", Boolean.toString(is));
    }

    @Option(
            names = "--decided-by",
            paramLabel = "NAME",
            description = "Who answers for a published address.")
    void decidedBy(String value) {
        fields.put("decided-by", value);
    }
}
