package io.github.ports4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.ports4j.spi.HostValues;
import io.github.ports4j.spi.Owners;
import io.github.ports4j.spi.SocketsBuilder;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SocketEntryTest {
    private static final ProcessId SHOP = HostValues.processId(4711, 99, Instant.EPOCH);

    private static SocketEntry entry(SocketsBuilder builder, Owner owner) {
        builder.add(owner);
        return builder.build().list().get(0);
    }

    @Test
    void aListenerShowsItsBacklogAndNoBytes() {
        SocketEntry entry = entry(
                new SocketsBuilder(1)
                        .tcp(AddressFamily.IPV6, TcpState.LISTEN)
                        .local(0, 0, 8080)
                        .dualStack(true)
                        .uid(-2) // nobody, 4294967294
                        .inode(7)
                        .queues(3, 128),
                Owners.known(List.of(SHOP), true));
        assertThat(entry.role()).isEqualTo(SocketRole.LISTENER);
        assertThat(entry.acceptQueue()).hasValue(3);
        assertThat(entry.backlog()).hasValue(128);
        assertThat(entry.receiveQueue()).isEmpty();
        assertThat(entry.sendQueue()).isEmpty();
        assertThat(entry.uid()).hasValue(4294967294L);
        assertThat(entry.remote()).isEmpty();
        assertThat(entry).hasToString("tcp [::]:8080 LISTEN pid 4711");
    }

    @Test
    void aConnectionShowsItsBytesAndBothEnds() {
        SocketEntry entry = entry(
                new SocketsBuilder(1)
                        .tcp(AddressFamily.IPV4, TcpState.ESTABLISHED)
                        .local(0, 0x7f000001, 65535)
                        .remote(0, 0x7f000002, 40000)
                        .inode(0xffff_ffffL)
                        .queues(-1, 5),
                Owners.hidden("in flight"));
        assertThat(entry.role()).isEqualTo(SocketRole.CONNECTION);
        assertThat(entry.receiveQueue()).hasValue(4294967295L);
        assertThat(entry.sendQueue()).hasValue(5);
        assertThat(entry.backlog()).isEmpty();
        assertThat(entry.inode()).hasValue(4294967295L);
        assertThat(entry.uid()).isEmpty();
        assertThat(entry).hasToString("tcp 127.0.0.1:65535 127.0.0.2:40000 ESTABLISHED HIDDEN (in flight)");
    }

    @Test
    void anIpv4AddressOnAnIpv6SocketIsGivenAsWhatItIs() {
        SocketEntry entry = entry(
                new SocketsBuilder(1)
                        .tcp(AddressFamily.IPV6, TcpState.ESTABLISHED)
                        .local(0, 0xffff_7f00_0001L, 80)
                        .remote(0, 0xffff_7f00_0001L, 81),
                Owners.none());
        assertThat(entry.family()).isEqualTo(AddressFamily.IPV6);
        assertThat(entry.local().getAddress()).isInstanceOf(Inet4Address.class);
        assertThat(entry.inode()).isEmpty();
    }

    @Test
    void aZoneIsShownForLinkLocalAddressesOnly() {
        SocketsBuilder builder = new SocketsBuilder(2);
        builder.udp(AddressFamily.IPV6)
                .local(0xfe80_0000_0000_0000L, 1, 53)
                .scope(3)
                .add(Owners.notRead());
        builder.udp(AddressFamily.IPV6)
                .local(0x2001_0db8_0000_0000L, 1, 53)
                .scope(3)
                .add(Owners.notRead());
        List<SocketEntry> entries = builder.build().list();
        assertThat(entries.get(0).localText()).isEqualTo("[fe80::1%3]:53");
        assertThat(((Inet6Address) entries.get(0).local().getAddress()).getScopeId())
                .isEqualTo(3);
        assertThat(entries.get(1).localText()).isEqualTo("[2001:db8::1]:53");
    }

    @Test
    void rolesFollowStateAndRemoteEnd() {
        SocketsBuilder builder = new SocketsBuilder(4);
        builder.tcp(AddressFamily.IPV4, TcpState.CLOSED).local(0, 0, 1).add(Owners.notRead());
        builder.tcp(AddressFamily.IPV4, TcpState.TIME_WAIT)
                .local(0, 0, 1)
                .remote(0, 1, 2)
                .add(Owners.none());
        builder.udp(AddressFamily.IPV4).local(0, 0, 1).add(Owners.notRead());
        builder.udp(AddressFamily.IPV4).local(0, 0, 1).remote(0, 1, 2).add(Owners.notRead());
        assertThat(builder.build().stream().map(SocketEntry::role))
                .containsExactly(SocketRole.BOUND, SocketRole.CONNECTION, SocketRole.BOUND, SocketRole.CONNECTION);
    }

    @Test
    void processesAreEqualByPidAndKernelRecord() {
        assertThat(HostValues.processId(4711, 99, Instant.MAX)).isEqualTo(SHOP).hasSameHashCodeAs(SHOP);
        assertThat(HostValues.processId(4711, 100, Instant.EPOCH)).isNotEqualTo(SHOP);
        assertThat(HostValues.processId(4712, 99, Instant.EPOCH)).isNotEqualTo(SHOP);
    }

    private static SocketsBuilder udp(SocketsBuilder builder, int port, long inode) {
        return builder.udp(AddressFamily.IPV4).local(0, 0, port).inode(inode);
    }

    @Test
    void ownersMayBeToldLater() {
        SocketsBuilder builder = new SocketsBuilder(1);
        udp(builder, 53, 7).add();
        udp(builder, 68, 0).add();
        udp(builder, 123, 8).add();
        udp(builder, 5353, 9).add(Owners.notRead());
        List<Long> inodes = new ArrayList<>();
        builder.forEachInode(inodes::add);
        assertThat(inodes).containsExactly(7L, 8L, 9L);
        assertThat(builder.size()).isEqualTo(4);

        builder.owners(inode -> inode == 7 ? Owners.known(List.of(SHOP), true) : Owners.none());

        assertThat(builder.build().list())
                .extracting(entry -> entry.owner().kind())
                .containsExactly(Owner.Kind.KNOWN, Owner.Kind.NONE, Owner.Kind.NONE, Owner.Kind.NOT_READ);
    }

    @Test
    void socketsOfOthersMayBeTakenOut() {
        SocketsBuilder builder = new SocketsBuilder(1);
        udp(builder, 53, 7).add();
        udp(builder, 123, 8).add();
        builder.owners(inode -> inode == 7 ? Owners.known(List.of(SHOP), true) : Owners.none());

        assertThat(builder.keepOwned().build().list()).singleElement().hasToString("udp 0.0.0.0:53 pid 4711");
    }

    @Test
    void ownersThatWereNotToldAreNotMadeUp() {
        SocketsBuilder builder = udp(new SocketsBuilder(1), 53, 7);
        builder.add();

        assertThatIllegalStateException().isThrownBy(builder::build);
        builder.owners(inode -> Owners.none());
        assertThatIllegalStateException().isThrownBy(() -> builder.owners(inode -> Owners.none()));
    }
}
