"""Live classes at other companies and on servers of the centre, behind one interface (`interface`)."""
