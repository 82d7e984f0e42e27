"""One PDF to send: cover with contents, the letter, then the papers as exhibits, each page stamped."""

from firstcheck.documents.packet.build import Packet, build_packet
from firstcheck.documents.packet.exhibits import Exhibit, Given, exhibit_of, exhibits_of
from firstcheck.documents.packet.fax import fax_variant

__all__ = ["Exhibit", "Given", "Packet", "build_packet", "exhibit_of", "exhibits_of", "fax_variant"]
