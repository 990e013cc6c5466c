// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import eu.octroi.gateway.domain.Scope;
import eu.octroi.gateway.suppression.Subject.Algorithm;
import eu.octroi.gateway.suppression.Subject.Domain;
import eu.octroi.gateway.suppression.Subject.Hashed;
import eu.octroi.gateway.suppression.Subject.Person;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What a key was made from. The code is part of the key of everything but a person, so that a
 * domain can never be taken for somebody; it is stored and never reused.
 */
enum Kind {
    PERSON(1, Scope.PERSON),
    DOMAIN(2, Scope.DOMAIN),
    DOMAIN_AND_BELOW(3, Scope.DOMAIN_AND_BELOW),
    SHA256(4, Scope.PERSON),
    SHA1(5, Scope.PERSON),
    MD5(6, Scope.PERSON);

    private static final Kind[] BY_CODE = byCode();

    private final int code;
    private final Scope scope;

    Kind(int code, Scope scope) {
        this.code = code;
        this.scope = scope;
    }

    static Kind of(Subject subject) {
        return switch (subject) {
            case Person _ -> PERSON;
            case Domain domain -> domain.below() ? DOMAIN_AND_BELOW : DOMAIN;
            case Hashed hashed -> of(hashed.algorithm());
        };
    }

    static Kind of(Algorithm algorithm) {
        return switch (algorithm) {
            case SHA256 -> SHA256;
            case SHA1 -> SHA1;
            case MD5 -> MD5;
        };
    }

    static Kind ofCode(int code) {
        if (code < 1 || code >= BY_CODE.length) {
            throw new IllegalArgumentException("kind " + code);
        }
        return BY_CODE[code];
    }

    static Optional<Kind> ofWord(String word) {
        return Arrays.stream(values()).filter(k -> k.word().equals(word)).findFirst();
    }

    int code() {
        return code;
    }

    /** As a member of a set of kinds in one number. */
    int bit() {
        return 1 << code;
    }

    Scope scope() {
        return scope;
    }

    boolean isHashed() {
        return switch (this) {
            case SHA256, SHA1, MD5 -> true;
            case PERSON, DOMAIN, DOMAIN_AND_BELOW -> false;
        };
    }

    /** As in exported lists. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Kind[] byCode() {
        Kind[] table = new Kind[values().length + 1];
        for (Kind kind : values()) {
            table[kind.code] = kind;
        }
        return table;
    }
}
