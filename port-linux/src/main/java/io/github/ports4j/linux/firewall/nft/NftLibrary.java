package io.github.ports4j.linux.firewall.nft;

import io.github.ports4j.FirewallException;
import io.github.ports4j.posix.NativeMemory;
import io.github.ports4j.spi.FilterHold;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** libnftables in this process, which needs CAP_NET_ADMIN itself. */
final class NftLibrary implements Nft {
    private static final List<String> NAME = List.of("libnftables");
    private static final Object LOCK = new Object();

    /** Why there is none; empty if there is one. */
    static Optional<String> missing() {
        try {
            LibNftables.load();
            return Optional.empty();
        } catch (LinkageError e) {
            return Optional.of("libnftables.so.1 ("
                    + Objects.requireNonNullElse(e.getMessage(), e.toString())
                            .lines()
                            .findFirst()
                            .orElse("") + ")");
        }
    }

    @Override
    public String ruleset() {
        return once(
                "list ruleset", LibNftables.OUTPUT_HANDLE | LibNftables.OUTPUT_STATELESS | LibNftables.OUTPUT_TERSE);
    }

    @Override
    public String list(String json) {
        return once(json, LibNftables.OUTPUT_HANDLE | LibNftables.OUTPUT_JSON);
    }

    @Override
    public void change(String text) {
        once(text, 0);
    }

    @Override
    public FilterHold hold(String text) {
        Context context = new Context(0);
        boolean made = false;
        try {
            context.run(text);
            made = true;
        } finally {
            if (!made) {
                context.close();
            }
        }
        return context;
    }

    private static String once(String commands, int flags) {
        try (Context context = new Context(flags)) {
            return context.run(commands);
        }
    }

    /** A {@code struct nft_ctx}, and with it the socket to which tables with an owner belong. */
    private static final class Context implements FilterHold {
        private long address;

        Context(int flags) {
            synchronized (LOCK) {
                address = LibNftables.nft_ctx_new(LibNftables.CTX_DEFAULT);
                if (address == 0) {
                    throw new FirewallException(List.of("nft_ctx_new"), -1, "", "there may be no memory left");
                }
                if (LibNftables.nft_ctx_buffer_output(address) != 0 || LibNftables.nft_ctx_buffer_error(address) != 0) {
                    close();
                    throw new FirewallException(
                            List.of("nft_ctx_buffer_output"), -1, "", "there may be no memory left");
                }
                LibNftables.nft_ctx_output_set_flags(address, flags);
            }
        }

        String run(String commands) {
            if (commands.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("commands with a NUL");
            }
            byte[] bytes = (commands + '\0').getBytes(StandardCharsets.UTF_8);
            synchronized (LOCK) {
                int failed;
                try (NativeMemory text = NativeMemory.allocate(bytes.length)) {
                    text.buffer().put(bytes);
                    failed = LibNftables.nft_run_cmd_from_buffer(address, text.address());
                }
                if (failed != 0) {
                    throw NftFailures.of(NAME, -1, text(LibNftables.nft_ctx_get_error_buffer(address)));
                }
                return text(LibNftables.nft_ctx_get_output_buffer(address));
            }
        }

        private static String text(long buffer) {
            return new String(NativeMemory.readString(buffer), StandardCharsets.UTF_8);
        }

        @Override
        public void close() {
            synchronized (LOCK) {
                if (address != 0) {
                    LibNftables.nft_ctx_free(address);
                    address = 0;
                }
            }
        }
    }
}
