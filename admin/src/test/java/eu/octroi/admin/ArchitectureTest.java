// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The people's side of the house, held by the build. */
final class ArchitectureTest {
    private static final String ROOT = "eu.octroi.admin";

    private static final JavaClasses MAIN =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages(ROOT);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # library           | the only room that may use it
                    com.linecorp..      | api
                    org.subethamail..   | demo
                    jakarta.mail..      | demo
                    picocli..           | command
                    ch.qos.logback..    | command
                    """)
    void librariesStayInTheirRooms(String library, String room) {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "." + room)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(MAIN);
    }

    @Test
    void storesAndNetworksAreReachedThroughTheGatewayOnly() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.netty..", "net.openhft..", "java.sql..", "org.sqlite..")
                .check(MAIN);
    }

    @Test
    void roomsHaveNoCycles() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(MAIN);
    }

    @Test
    void nothingKnowsTheCommandsButTheirMain() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        ROOT + ".api", ROOT + ".demo", ROOT + ".list", ROOT + ".running")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".command")
                .check(MAIN);
    }
}
