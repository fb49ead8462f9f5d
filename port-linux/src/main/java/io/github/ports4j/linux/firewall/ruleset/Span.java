package io.github.ports4j.linux.firewall.ruleset;

import io.github.ports4j.AddressBlock;
import io.github.ports4j.AddressFamily;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * Values from one to another, both of them included: ports, or addresses as unsigned numbers.
 *
 * @param first the first
 * @param last the last
 */
public record Span(BigInteger first, BigInteger last) implements Values {
    /**
     * Checks the order.
     *
     * @throws IllegalArgumentException if there is nothing between them
     */
    public Span {
        if (first.compareTo(last) > 0) {
            throw new IllegalArgumentException("nothing is from " + first + " to " + last);
        }
    }

    /** Ports, or other small numbers. */
    public static Span of(long first, long last) {
        return new Span(BigInteger.valueOf(first), BigInteger.valueOf(last));
    }

    /** The addresses of a block. */
    public static Span of(AddressBlock block) {
        byte[] bytes = block.address().getAddress();
        BigInteger first = new BigInteger(1, bytes);
        int free = bytes.length * Byte.SIZE - block.prefixLength();
        return new Span(first, first.add(BigInteger.ONE.shiftLeft(free)).subtract(BigInteger.ONE));
    }

    /** The addresses from one to another. */
    public static Span of(InetAddress first, InetAddress last) {
        return new Span(new BigInteger(1, first.getAddress()), new BigInteger(1, last.getAddress()));
    }

    /** Whether all of the other is in this one. */
    public boolean contains(Span other) {
        return first.compareTo(other.first) <= 0 && last.compareTo(other.last) >= 0;
    }

    /** Whether something is in both. */
    public boolean overlaps(Span other) {
        return first.compareTo(other.last) <= 0 && last.compareTo(other.first) >= 0;
    }

    /** The blocks of addresses that make it up, as few as there can be. */
    public List<AddressBlock> blocks(AddressFamily family) {
        int bits = family == AddressFamily.IPV4 ? 32 : 128;
        List<AddressBlock> blocks = new ArrayList<>();
        BigInteger next = first;
        while (next.compareTo(last) <= 0) {
            int free = next.signum() == 0 ? bits : Math.min(bits, next.getLowestSetBit());
            while (next.add(BigInteger.ONE.shiftLeft(free))
                            .subtract(BigInteger.ONE)
                            .compareTo(last)
                    > 0) {
                free--;
            }
            blocks.add(new AddressBlock(address(next, bits / Byte.SIZE), bits - free));
            next = next.add(BigInteger.ONE.shiftLeft(free));
        }
        return blocks;
    }

    private static InetAddress address(BigInteger number, int length) {
        byte[] bytes = new byte[length];
        byte[] digits = number.toByteArray();
        int used = Math.min(length, digits.length);
        System.arraycopy(digits, digits.length - used, bytes, length - used, used);
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of " + length + " bytes", e);
        }
    }

    /** The same values in as few spans as there can be, in their order. */
    public static List<Span> joined(Collection<Span> spans) {
        Deque<Span> joined = new ArrayDeque<>();
        for (Span span :
                spans.stream().sorted(Comparator.comparing(Span::first)).toList()) {
            Span before = joined.peekLast();
            if (before != null && span.first.compareTo(before.last.add(BigInteger.ONE)) <= 0) {
                joined.removeLast();
                joined.add(new Span(before.first, before.last.max(span.last)));
            } else {
                joined.add(span);
            }
        }
        return List.copyOf(joined);
    }

    /** What is in this one and not in the other: at most two spans. */
    List<Span> without(Span other) {
        if (!overlaps(other)) {
            return List.of(this);
        }
        List<Span> rest = new ArrayList<>();
        if (first.compareTo(other.first) < 0) {
            rest.add(new Span(first, other.first.subtract(BigInteger.ONE)));
        }
        if (last.compareTo(other.last) > 0) {
            rest.add(new Span(other.last.add(BigInteger.ONE), last));
        }
        return rest;
    }

    /** What is in both, where something is. */
    Span within(Span other) {
        return new Span(first.max(other.first), last.min(other.last));
    }
}
