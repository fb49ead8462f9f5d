package io.github.ports4j.linux.genetlink;

import io.github.ports4j.Wifi;
import io.github.ports4j.linux.netlink.DumpInterruptedException;
import io.github.ports4j.linux.netlink.Netlink;
import io.github.ports4j.linux.netlink.NetlinkProtocol;
import io.github.ports4j.linux.netlink.NetlinkRefusedException;
import io.github.ports4j.linux.netlink.NetlinkReply;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Asks the drivers of the interfaces in the network namespace of the calling thread, by generic netlink, each question by a socket
 * of its own. What the kernel does not have, or refuses, is not told.
 */
public final class Genetlink implements Drivers {
    private static final String CTRL_GENL_NAME = "nlctrl";
    private static final String ETHTOOL_GENL_NAME = "ethtool";
    private static final String NL80211_GENL_NAME = "nl80211";

    private final int replySize;
    private final Map<String, Integer> families = new HashMap<>(Map.of(CTRL_GENL_NAME, GenetlinkRequest.GENL_ID_CTRL));

    private Genetlink(int replySize) {
        this.replySize = replySize;
    }

    /** Writes a request and returns its size. */
    private interface Request {
        int write(Netlink netlink, int family);
    }

    /**
     * Finds the numbers of the families, by a dump of all: asked for one that it does not have, the kernel would look for a module
     * to load.
     *
     * @param replySize the longest datagram that is expected, in bytes
     */
    public static Genetlink find(int replySize) throws DumpInterruptedException {
        Genetlink genetlink = new Genetlink(replySize);
        genetlink.dump(
                CTRL_GENL_NAME,
                "CTRL_CMD_GETFAMILY",
                (netlink, family) -> GenetlinkRequest.families(netlink.request(), netlink.nextSequence()),
                (type, in, start, end) -> GenetlinkDecoder.family(in, start, end, genetlink.families));
        return genetlink;
    }

    @Override
    public SpeedAnswer speeds() throws DumpInterruptedException {
        Map<Integer, OptionalLong> speeds = new HashMap<>();
        return answer(
                speeds,
                (netlink, family) -> GenetlinkRequest.linkmodes(netlink.request(), netlink.nextSequence(), family),
                (type, in, start, end) -> GenetlinkDecoder.speed(in, start, end, speeds),
                new NetlinkReply.Outcome());
    }

    @Override
    public SpeedAnswer speed(int index) throws DumpInterruptedException {
        Map<Integer, OptionalLong> speeds = new HashMap<>();
        NetlinkReply.Outcome outcome = new NetlinkReply.Outcome();
        NetlinkReply.Handler handler = (type, in, start, end) -> {
            GenetlinkDecoder.speed(in, start, end, speeds);
            outcome.done = true;
        };
        return answer(
                speeds,
                (netlink, family) ->
                        GenetlinkRequest.linkmodes(netlink.request(), netlink.nextSequence(), family, index),
                handler,
                outcome);
    }

    private SpeedAnswer answer(
            Map<Integer, OptionalLong> speeds,
            Request request,
            NetlinkReply.Handler handler,
            NetlinkReply.Outcome outcome)
            throws DumpInterruptedException {
        try {
            int errno = ask(ETHTOOL_GENL_NAME, "ETHTOOL_MSG_LINKMODES_GET", request, handler, outcome);
            return new SpeedAnswer(speeds, errno);
        } catch (NetlinkRefusedException e) {
            return SpeedAnswer.NONE; // this process may not ask
        }
    }

    @Override
    public Map<Integer, Wifi> wifi() throws DumpInterruptedException {
        Map<Integer, Wifi> links = new HashMap<>();
        dump(
                NL80211_GENL_NAME,
                "NL80211_CMD_GET_INTERFACE",
                (netlink, family) -> GenetlinkRequest.radios(netlink.request(), netlink.nextSequence(), family),
                (type, in, start, end) -> GenetlinkDecoder.wifi(in, start, end, links));
        return links;
    }

    private void dump(String familyName, String what, Request request, NetlinkReply.Handler handler)
            throws DumpInterruptedException {
        try {
            int errno = ask(familyName, what, request, handler, new NetlinkReply.Outcome());
            if (errno != 0) {
                throw NetlinkRefusedException.orFailure("dump of " + what, errno);
            }
        } catch (NetlinkRefusedException e) {
            // one of the ways in which a kernel says that it has nothing to tell
        }
    }

    /** With which {@code errno} the answer ended; 0 for none, and where there is no such family. */
    private int ask(
            String familyName, String what, Request request, NetlinkReply.Handler handler, NetlinkReply.Outcome outcome)
            throws DumpInterruptedException, NetlinkRefusedException {
        int family = families.getOrDefault(familyName, 0);
        if (family == 0) {
            return 0;
        }
        try (Netlink netlink = Netlink.open(NetlinkProtocol.GENERIC, GenetlinkRequest.MAX_SIZE, replySize)) {
            int size = request.write(netlink, family);
            return netlink.ask(what, size, handler, outcome);
        }
    }
}
