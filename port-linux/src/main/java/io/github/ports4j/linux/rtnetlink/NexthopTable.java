package io.github.ports4j.linux.rtnetlink;

import io.github.ports4j.MalformedReplyException;
import io.github.ports4j.linux.netlink.NetlinkAttributes;
import io.github.ports4j.posix.ByteCursor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Objects that tell where routes send packets, decoded of {@code RTM_NEWNEXTHOP}: {@code struct nhmsg} and the attributes
 * {@code NHA_…} that follow it. They are asked for only where the sysctl {@code nexthop_compat_mode} is 0, since only then routes do
 * not tell themselves what is in them.
 *
 * @see "linux/nexthop.h, Linux 6.1"
 */
final class NexthopTable {
    /** {@code sizeof(struct nhmsg)}. */
    static final int SIZE = 8;

    private static final int NH_FLAGS = 4;
    private static final int NHA_ID = 1;
    private static final int NHA_GROUP = 2;
    private static final int NHA_OIF = 5;
    private static final int NHA_GATEWAY = 6;

    /** {@code sizeof(struct nexthop_grp)}, which begins with the number of the member. */
    private static final int GROUP_ENTRY_SIZE = 8;

    private final Map<Long, Nexthop> single = new HashMap<>();
    private final Map<Long, List<Long>> groups = new HashMap<>();

    /**
     * Takes one in.
     *
     * @param in holds the payload of one message from {@code start} to {@code end}
     * @throws MalformedReplyException if something is not there in full
     */
    void add(ByteBuffer in, int start, int end) {
        ByteCursor nhmsg = new ByteCursor(in, start, end).require(SIZE, "struct nhmsg");
        boolean dead = Nexthop.isDead(nhmsg.skip(NH_FLAGS).s32());
        NetlinkAttributes attributes = new NetlinkAttributes(in, start + SIZE, end);
        long id = 0;
        int index = 0;
        Optional<byte[]> gateway = Optional.empty();
        List<Long> members = List.of();
        while (attributes.next()) {
            switch (attributes.type()) {
                case NHA_ID -> id = attributes.u32("NHA_ID");
                case NHA_OIF -> index = attributes.s32("NHA_OIF");
                case NHA_GATEWAY -> gateway = Optional.of(attributes.bytes());
                case NHA_GROUP -> members = members(attributes.value());
                default -> {}
            }
        }
        groups.put(id, members);
        if (index != 0 && !dead) {
            int zone = index;
            single.put(id, new Nexthop(index, gateway.map(bytes -> InetBytes.of(bytes, zone))));
        }
    }

    private static List<Long> members(ByteCursor group) {
        List<Long> members = new ArrayList<>();
        while (group.remaining() > 0) {
            group.require(GROUP_ENTRY_SIZE, "struct nexthop_grp");
            members.add(group.u32());
            group.skip(GROUP_ENTRY_SIZE - Integer.BYTES);
        }
        return members;
    }

    /** Those of an object by which packets can leave; a group has no groups in it. */
    Stream<Nexthop> nexthops(long id) {
        return Stream.concat(Stream.of(id), groups.getOrDefault(id, List.of()).stream())
                .flatMap(member -> Optional.ofNullable(single.get(member)).stream());
    }
}
