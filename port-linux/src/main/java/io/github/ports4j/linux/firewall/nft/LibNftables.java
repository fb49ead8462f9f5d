package io.github.ports4j.linux.firewall.nft;

import static io.github.ports4j.posix.NativeType.INT;
import static io.github.ports4j.posix.NativeType.POINTER;

import io.github.ports4j.posix.NativeFunction;
import io.github.ports4j.posix.NativeType;

/**
 * libnftables. A context is not for use by two threads; neither are, in old versions, two contexts, so that all calls
 * are made under one lock.
 *
 * <p>Loaded when the first call is made.
 *
 * @see "libnftables(3)"
 */
final class LibNftables {
    /** The default for a context: {@code NFT_CTX_DEFAULT}. */
    static final int CTX_DEFAULT = 0;

    /** Without counters and without the time that is left to elements: {@code NFT_CTX_OUTPUT_STATELESS}. */
    static final int OUTPUT_STATELESS = 1 << 2;

    /** With the kernel's numbers of tables, chains and rules: {@code NFT_CTX_OUTPUT_HANDLE}. */
    static final int OUTPUT_HANDLE = 1 << 3;

    /** As JSON: {@code NFT_CTX_OUTPUT_JSON}. Input may then be JSON too. */
    static final int OUTPUT_JSON = 1 << 4;

    /** Without the elements of named sets: {@code NFT_CTX_OUTPUT_TERSE}. */
    static final int OUTPUT_TERSE = 1 << 11;

    private static final NativeFunction NFT_CTX_NEW = function("nft_ctx_new", POINTER, INT);
    private static final NativeFunction NFT_CTX_FREE = function("nft_ctx_free", INT, POINTER);
    private static final NativeFunction NFT_CTX_BUFFER_OUTPUT = function("nft_ctx_buffer_output", INT, POINTER);
    private static final NativeFunction NFT_CTX_BUFFER_ERROR = function("nft_ctx_buffer_error", INT, POINTER);
    private static final NativeFunction NFT_CTX_GET_OUTPUT_BUFFER =
            function("nft_ctx_get_output_buffer", POINTER, POINTER);
    private static final NativeFunction NFT_CTX_GET_ERROR_BUFFER =
            function("nft_ctx_get_error_buffer", POINTER, POINTER);
    private static final NativeFunction NFT_CTX_OUTPUT_SET_FLAGS =
            function("nft_ctx_output_set_flags", INT, POINTER, INT);
    private static final NativeFunction NFT_RUN_CMD_FROM_BUFFER =
            function("nft_run_cmd_from_buffer", INT, POINTER, POINTER);

    private LibNftables() {}

    private static NativeFunction function(String name, NativeType result, NativeType... parameters) {
        return NativeFunction.of("libnftables.so.1", name, result, parameters);
    }

    /**
     * Loads the library and finds every function, which any call would do as well.
     *
     * @throws LinkageError if that fails
     */
    static void load() {
        // the work is done by the initialiser of this class
    }

    /** {@code struct nft_ctx *nft_ctx_new(uint32_t flags)}. */
    static long nft_ctx_new(int flags) {
        return NFT_CTX_NEW.call(flags);
    }

    /** {@code void nft_ctx_free(struct nft_ctx *ctx)}. */
    static void nft_ctx_free(long ctx) {
        NFT_CTX_FREE.call(ctx);
    }

    /** {@code int nft_ctx_buffer_output(struct nft_ctx *ctx)}: 0 if that worked. */
    static int nft_ctx_buffer_output(long ctx) {
        return (int) NFT_CTX_BUFFER_OUTPUT.call(ctx);
    }

    /** {@code int nft_ctx_buffer_error(struct nft_ctx *ctx)}: 0 if that worked. */
    static int nft_ctx_buffer_error(long ctx) {
        return (int) NFT_CTX_BUFFER_ERROR.call(ctx);
    }

    /** {@code const char *nft_ctx_get_output_buffer(struct nft_ctx *ctx)}: valid until the next command. */
    static long nft_ctx_get_output_buffer(long ctx) {
        return NFT_CTX_GET_OUTPUT_BUFFER.call(ctx);
    }

    /** {@code const char *nft_ctx_get_error_buffer(struct nft_ctx *ctx)}: valid until the next command. */
    static long nft_ctx_get_error_buffer(long ctx) {
        return NFT_CTX_GET_ERROR_BUFFER.call(ctx);
    }

    /** {@code void nft_ctx_output_set_flags(struct nft_ctx *ctx, unsigned int flags)}. */
    static void nft_ctx_output_set_flags(long ctx, int flags) {
        NFT_CTX_OUTPUT_SET_FLAGS.call(ctx, flags);
    }

    /** {@code int nft_run_cmd_from_buffer(struct nft_ctx *nft, const char *buf)}: 0 if that worked. */
    static int nft_run_cmd_from_buffer(long ctx, long buf) {
        return (int) NFT_RUN_CMD_FROM_BUFFER.call(ctx, buf);
    }
}
