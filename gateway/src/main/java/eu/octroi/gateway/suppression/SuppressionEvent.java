// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import eu.octroi.gateway.domain.Channel;
import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.PersonKey;
import eu.octroi.gateway.domain.Reason;

import java.time.Instant;
import java.util.Optional;

/**
 * One line of the record: a reason was added to a key, renewed or lifted from it. Immutable.
 *
 * @param keyVersion version of the address key; 0 when the key came from a link
 * @param since from when it holds, to the second
 * @param why given with a lift
 */
record SuppressionEvent(
        Op op,
        ControllerNumber controller,
        PersonKey key,
        int keyVersion,
        Kind kind,
        Reason reason,
        Channel channel,
        Instant since,
        Optional<String> why) {

    /** What happened; the code is stored and never reused. */
    enum Op {
        ADD(1),
        LIFT(2),
        /** Said again: what stands counts from now. */
        RENEW(3);

        private final int code;

        Op(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }

        static Op ofCode(int code) {
            return switch (code) {
                case 1 -> ADD;
                case 2 -> LIFT;
                case 3 -> RENEW;
                default -> throw new IllegalArgumentException("event of kind " + code);
            };
        }
    }

    /** The same under another key of the same subject. */
    SuppressionEvent under(PersonKey other) {
        // The version of another key is not known here; 0 says so.
        int version = other.equals(key) ? keyVersion : 0;
        return new SuppressionEvent(
                op, controller, other, version, kind, reason, channel, since, why);
    }

    SuppressionEvent renewing() {
        return new SuppressionEvent(
                Op.RENEW, controller, key, keyVersion, kind, reason, channel, since, why);
    }

    /** Whether a person asked for it, under the person's own key. */
    boolean isObjection() {
        return op == Op.ADD && kind == Kind.PERSON && reason.isOpposition();
    }

    /** What stands under the key after this event, given what stood before it. */
    Marks fold(Optional<Marks> before) {
        Marks marks = before.orElseGet(() -> Marks.none(controller, kind));
        return switch (op) {
            case ADD -> marks.with(reason, since);
            case LIFT -> marks.without(reason);
            case RENEW -> marks.renewed(reason, since);
        };
    }
}
