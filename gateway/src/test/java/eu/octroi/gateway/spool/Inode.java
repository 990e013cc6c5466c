// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

/** What one file holds, in the page cache and on the disk. Guarded by its file system. */
final class Inode {
    byte[] cached = new byte[0];
    byte[] forced = new byte[0];
    boolean distrusted;
}
