"""Online courses as packages: out as our ZIP and Common Cartridge; in from these and from backups of Moodle."""
