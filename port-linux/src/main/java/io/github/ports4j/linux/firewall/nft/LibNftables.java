package io.github.ports4j.linux.firewall.nft;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;

/**
 * libnftables by JNA's direct mapping. A context is not for use by two threads; neither are, in old versions, two contexts, so that all calls
 * are made under one lock.
 *
 * <p>Loaded, and JNA with it, when the first call is made.
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

    static {
        Native.register(LibNftables.class, NativeLibrary.getInstance("libnftables.so.1"));
    }

    private LibNftables() {}

    /**
     * Loads the library and finds every function, which any call would do as well.
     *
     * @throws LinkageError if that fails
     */
    static void load() {
        // the work is done by the initialiser of this class
    }

    /** {@code struct nft_ctx *nft_ctx_new(uint32_t flags)}. */
    static native long nft_ctx_new(int flags);

    /** {@code void nft_ctx_free(struct nft_ctx *ctx)}. */
    static native void nft_ctx_free(long ctx);

    /** {@code int nft_ctx_buffer_output(struct nft_ctx *ctx)}: 0 if that worked. */
    static native int nft_ctx_buffer_output(long ctx);

    /** {@code int nft_ctx_buffer_error(struct nft_ctx *ctx)}: 0 if that worked. */
    static native int nft_ctx_buffer_error(long ctx);

    /** {@code const char *nft_ctx_get_output_buffer(struct nft_ctx *ctx)}: valid until the next command. */
    static native Pointer nft_ctx_get_output_buffer(long ctx);

    /** {@code const char *nft_ctx_get_error_buffer(struct nft_ctx *ctx)}: valid until the next command. */
    static native Pointer nft_ctx_get_error_buffer(long ctx);

    /** {@code void nft_ctx_output_set_flags(struct nft_ctx *ctx, unsigned int flags)}. */
    static native void nft_ctx_output_set_flags(long ctx, int flags);

    /** {@code int nft_run_cmd_from_buffer(struct nft_ctx *nft, const char *buf)}: 0 if that worked. */
    static native int nft_run_cmd_from_buffer(long ctx, byte[] buf);
}
