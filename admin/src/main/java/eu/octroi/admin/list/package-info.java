// SPDX-License-Identifier: Apache-2.0

/** The suppression list as people reach it: opened by a command, or through a running gateway. */
@org.jspecify.annotations.NullMarked
package eu.octroi.admin.list;
