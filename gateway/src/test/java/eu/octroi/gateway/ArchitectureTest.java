// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/**
 * The drawing of the house, held by the build: imports point down, libraries stay in their rooms.
 */
final class ArchitectureTest {
    private static final String ROOT = "eu.octroi.gateway";

    /** Top to bottom; packages of one row do not know one another. */
    private static final List<List<String>> ROWS =
            List.of(
                    List.of("server", "web", "delivery", "feedback"),
                    List.of("session", "intake"),
                    List.of("policy", "unsubscribe", "events"),
                    List.of("suppression", "caps", "consent", "message", "dkim", "spool", "ledger"),
                    List.of("store"),
                    List.of("smtp", "metrics", "settings"),
                    List.of("domain"));

    private static final JavaClasses MAIN =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages(ROOT);

    @Test
    void importsPointDownAndNeverSideways() {
        LayeredArchitecture house =
                layeredArchitecture()
                        .consideringOnlyDependenciesInLayers()
                        .withOptionalLayers(true);
        house = house.layer("gateway").definedBy(ROOT);
        for (String room : rooms()) {
            house = house.layer(room).definedBy(ROOT + "." + room + "..");
        }
        List<String> above = new ArrayList<>(List.of("gateway"));
        house = house.whereLayer("gateway").mayNotBeAccessedByAnyLayer();
        for (List<String> row : ROWS) {
            for (String room : row) {
                house =
                        house.whereLayer(room)
                                .mayOnlyBeAccessedByLayers(above.toArray(String[]::new));
            }
            above.addAll(row);
        }
        house.check(MAIN);
    }

    @Test
    void roomsHaveNoCycles() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(MAIN);
    }

    @Test
    void nettyStaysAtTheEdges() {
        pin("server", "delivery").dependOn("io.netty..");
    }

    @Test
    void armeriaStaysInWeb() {
        pin("web").dependOn("com.linecorp.armeria..");
    }

    @Test
    void jakartaMailStaysInMessageAndFeedback() {
        pin("message", "feedback").dependOn("jakarta.mail..", "org.eclipse.angus..");
    }

    @Test
    void chronicleStaysBehindItsInterfaces() {
        pin("suppression", "caps").dependOn("net.openhft..");
    }

    @Test
    void jdbcStaysWithTheOwnersOfTables() {
        pin("store", "suppression", "consent", "ledger", "events")
                .dependOn("java.sql..", "org.sqlite..");
    }

    @Test
    void yamlStaysInSettings() {
        pin("settings").dependOn("org.snakeyaml..");
    }

    @Test
    void theDomainKnowsOnlyTheJdk() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".domain")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages(ROOT + ".domain", "java..", "org.jspecify..")
                .check(MAIN);
    }

    private static List<String> rooms() {
        return ROWS.stream().flatMap(List::stream).toList();
    }

    private static Pin pin(String... rooms) {
        return new Pin(List.of(rooms));
    }

    private record Pin(List<String> rooms) {
        void dependOn(String... libraries) {
            String[] home = rooms.stream().map(r -> ROOT + "." + r + "..").toArray(String[]::new);
            noClasses()
                    .that()
                    .resideOutsideOfPackages(home)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(libraries)
                    .check(MAIN);
        }
    }
}
