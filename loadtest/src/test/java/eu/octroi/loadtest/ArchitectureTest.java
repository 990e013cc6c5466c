// SPDX-License-Identifier: Apache-2.0

package eu.octroi.loadtest;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;

import org.junit.jupiter.api.Test;

/**
 * What judges the gateway knows it only by its wire: it cannot share its mistakes. What measures
 * and fuzzes the editing of messages alone imports it.
 */
final class ArchitectureTest {
    @Test
    void nothingHereImportsTheGatewayOrItsPeoplesSide() {
        noClasses()
                .that()
                .resideOutsideOfPackage("eu.octroi.loadtest.editing")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("eu.octroi.gateway..", "eu.octroi.admin..")
                .check(new ClassFileImporter().importPackages("eu.octroi.loadtest"));
    }
}
