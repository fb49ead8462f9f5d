package io.github.ports4j.posix;

import com.kenai.jffi.Type;

/** What a function in C takes and returns, as far as the calls of the providers need it. */
public enum NativeType {
    /** {@code int}, {@code uint32_t}; for a result also {@code void}. */
    INT,

    /** {@code long}, {@code size_t}, {@code ssize_t}: as wide as the machine's registers. */
    LONG,

    /** An address. */
    POINTER;

    Type type() {
        return switch (this) {
            case INT -> Type.SINT32;
            case LONG -> Type.SLONG;
            case POINTER -> Type.POINTER;
        };
    }
}
