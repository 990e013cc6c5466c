// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import java.time.Duration;

/** Binds the sections that hold nothing but limits. */
final class LimitsBinder {
    private static final ByteSize MESSAGE_MAX_LEAST = ByteSize.ofKibibytes(64);
    private static final ByteSize MESSAGE_MAX_MOST = ByteSize.ofMebibytes(256);

    private LimitsBinder() {}

    static InboundLimits inbound(Section section) {
        InboundLimits is = InboundLimits.DEFAULTS;
        ByteSize messageMax =
                section.or(
                        "message-max",
                        Forms.SIZE_FORM.that(
                                size -> isBetween(size, MESSAGE_MAX_LEAST, MESSAGE_MAX_MOST),
                                "from 64KiB (RFC 5321 section 4.5.3.1.7) to 256MiB"),
                        is.messageMax());
        return new InboundLimits(
                section.or("command-timeout", atLeast(5, "4.5.3.2.7"), is.commandTimeout()),
                section.or("data-timeout", atLeast(3, "4.5.3.2.5"), is.dataTimeout()),
                section.or("session-timeout", Forms.DURATION_FORM, is.sessionTimeout()),
                section.or("recipients-max", Forms.count(100, 10_000), is.recipientsMax()),
                messageMax,
                section.or("errors-max", Forms.count(1, 1000), is.errorsMax()),
                section.or("connections-max", Forms.count(1, 100_000), is.connectionsMax()),
                section.or(
                        "connections-per-address-max",
                        Forms.count(1, 100_000),
                        is.connectionsPerAddressMax()),
                section.or(
                        "messages-per-minute-max",
                        Forms.count(0, 10_000_000),
                        is.messagesPerMinuteMax()),
                section.or(
                        "body-memory",
                        Forms.SIZE_FORM.that(
                                size -> size.bytes() >= messageMax.bytes(), "at least message-max"),
                        is.bodyMemory()),
                section.or("verification-threads", Forms.count(1, 64), is.verificationThreads()),
                section.section("clients", LimitsBinder::clients),
                section.section("pressure", LimitsBinder::pressure));
    }

    private static ClientLimits clients(Section section) {
        ClientLimits is = ClientLimits.DEFAULTS;
        Form<Integer> perMinute = Forms.count(0, 10_000_000);
        Form<Integer> perSecond = Forms.count(1, 1_000_000);
        return new ClientLimits(
                section.or("spare-trusted", Forms.YES_OR_NO, is.spareTrusted()),
                section.or("connections-per-minute-max", perMinute, is.connectionsPerMinuteMax()),
                section.or("messages-per-minute-max", perMinute, is.messagesPerMinuteMax()),
                section.or("recipients-per-minute-max", perMinute, is.recipientsPerMinuteMax()),
                section.or("login-failures-max", Forms.count(3, 1000), is.loginFailuresMax()),
                section.or(
                        "login-failures-window",
                        between(Duration.ofMinutes(1), Duration.ofDays(1)),
                        is.loginFailuresWindow()),
                section.or("junk-commands-max", Forms.count(1, 1_000_000), is.junkCommandsMax()),
                section.or("command-rate-min", perSecond, is.commandRateMin()),
                section.or("body-rate-min", perSecond, is.bodyRateMin()),
                section.or("discarded-chunk-max", Forms.SIZE_FORM, is.discardedChunkMax()));
    }

    private static Pressure pressure(Section section) {
        Pressure is = Pressure.DEFAULTS;
        int start = section.or("start-percent", Forms.count(10, 100), is.startPercent());
        int refuse =
                section.or(
                        "refuse-percent",
                        Forms.count(start, 100),
                        Math.max(start, is.refusePercent()));
        return new Pressure(
                start,
                section.or(
                        "mail-delay",
                        between(Duration.ZERO, Duration.ofSeconds(10)),
                        is.mailDelay()),
                refuse,
                section.or(
                        "turn-away-percent",
                        Forms.count(refuse, 100),
                        Math.max(refuse, is.turnAwayPercent())),
                section.or(
                        "turn-away-after",
                        between(Duration.ZERO, Duration.ofDays(1)),
                        is.turnAwayAfter()),
                section.or(
                        "command-timeout",
                        between(Duration.ofSeconds(10), Duration.ofMinutes(5)),
                        is.commandTimeout()),
                section.or("errors-max", Forms.count(1, 1000), is.errorsMax()));
    }

    static SpoolSettings spool(Section section, InboundLimits limits) {
        SpoolSettings is = SpoolSettings.DEFAULTS;
        ByteSize least = new ByteSize(2 * limits.messageMax().bytes());
        return new SpoolSettings(
                section.or(
                        "segment-size",
                        Forms.SIZE_FORM.that(
                                size -> isBetween(size, least, ByteSize.ofMebibytes(1024)),
                                "from twice limits.message-max to 1GiB"),
                        is.segmentSize()),
                section.or("segments-max", Forms.count(4, 100_000), is.segmentsMax()),
                section.or("free-space-min", Forms.SIZE_FORM, is.freeSpaceMin()),
                section.or("recipients-max", Forms.count(1000, 100_000_000), is.recipientsMax()),
                section.or("batch-messages-max", Forms.count(1, 10_000), is.batchMessagesMax()),
                section.or(
                        "body-age-max",
                        Forms.DURATION_FORM.that(
                                age -> age.compareTo(is.bodyAgeMax()) <= 0, "at most 24h"),
                        is.bodyAgeMax()),
                section.or(
                        "write-max",
                        between(Duration.ofMillis(100), Duration.ofMinutes(5)),
                        is.writeMax()));
    }

    static CapSettings caps(Section section) {
        CapSettings is = CapSettings.DEFAULTS;
        return new CapSettings(
                section.or("contacts-max", Forms.longCount(1000, 1_000_000_000), is.contactsMax()),
                section.or(
                        "remember",
                        between(Duration.ofDays(1), Duration.ofDays(3650)),
                        is.remember()),
                section.or(
                        "hold-max",
                        between(Duration.ofHours(1), Duration.ofDays(60)),
                        is.holdMax()));
    }

    static ReplaySettings replay(Section section) {
        ReplaySettings is = ReplaySettings.DEFAULTS;
        return new ReplaySettings(
                section.or("keep", between(Duration.ofDays(1), Duration.ofDays(1095)), is.keep()),
                section.or("remembered-max", Forms.count(0, 100_000_000), is.rememberedMax()),
                section.or(
                        "timeout",
                        between(Duration.ofSeconds(1), Duration.ofMinutes(1)),
                        is.timeout()),
                section.or("attempts-max", Forms.count(1, 100), is.attemptsMax()),
                section.or("concurrency", Forms.count(1, 64), is.concurrency()),
                section.or("loopback", Forms.YES_OR_NO, is.loopback()));
    }

    static Form<Duration> between(Duration least, Duration most) {
        return Forms.DURATION_FORM.that(
                d -> d.compareTo(least) >= 0 && d.compareTo(most) <= 0,
                "from %s to %s".formatted(least, most));
    }

    static Form<Duration> atLeast(int minutes, String rfc5321Section) {
        return Forms.DURATION_FORM.that(
                duration -> duration.compareTo(Duration.ofMinutes(minutes)) >= 0,
                "at least " + minutes + "m (RFC 5321 section " + rfc5321Section + ")");
    }

    private static boolean isBetween(ByteSize size, ByteSize least, ByteSize most) {
        return size.bytes() >= least.bytes() && size.bytes() <= most.bytes();
    }
}
