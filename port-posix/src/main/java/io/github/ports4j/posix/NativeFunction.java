package io.github.ports4j.posix;

import com.kenai.jffi.CallContext;
import com.kenai.jffi.CallingConvention;
import com.kenai.jffi.Invoker;
import com.kenai.jffi.LastError;
import com.kenai.jffi.Library;
import com.kenai.jffi.Type;
import java.util.Arrays;

/**
 * A function in C, called with numbers: memory is passed by its address. Through jffi, which calls it from compiled code of its own
 * and not by interpreting the signature each time, so that a call costs little more than the function. Safe for use by several threads.
 *
 * <p>Numbers that are wider than the parameter are cut, as in C. A result of type {@code INT} is to be cast to {@code int}.
 */
public final class NativeFunction {
    private static final Invoker INVOKER = Invoker.getInstance();
    private static final LastError LAST_ERROR = LastError.getInstance();

    @SuppressWarnings("UnusedVariable") // held, as it is closed when nobody has it any more
    private final Library library;

    private final String name;
    private final CallContext context;
    private final long address;

    private NativeFunction(Library library, String name, CallContext context, long address) {
        this.library = library;
        this.name = name;
        this.context = context;
        this.address = address;
    }

    /**
     * {@code dlsym(RTLD_DEFAULT, name)}: a function of the C library.
     *
     * @throws LinkageError if there is none of this name, or jffi could not be loaded
     */
    public static NativeFunction ofC(String name, NativeType result, NativeType... parameters) {
        return find(Library.getDefault(), name, result, parameters);
    }

    /**
     * {@code dlopen(library, RTLD_LAZY | RTLD_LOCAL)} and {@code dlsym}: a function of another library.
     *
     * @param library its name, as the dynamic linker looks for it, or its path
     * @throws LinkageError if there is no such library or function, or jffi could not be loaded
     */
    public static NativeFunction of(String library, String name, NativeType result, NativeType... parameters) {
        Library opened = Library.getCachedInstance(library, Library.LAZY | Library.LOCAL);
        if (opened == null) {
            throw new UnsatisfiedLinkError(Library.getLastError());
        }
        return find(opened, name, result, parameters);
    }

    private static NativeFunction find(Library library, String name, NativeType result, NativeType... parameters) {
        long address = library.getSymbolAddress(name);
        if (address == 0) {
            throw new UnsatisfiedLinkError("no function " + name + ": " + Library.getLastError());
        }
        Type[] types = Arrays.stream(parameters).map(NativeType::type).toArray(Type[]::new);
        boolean saveErrno = true;
        return new NativeFunction(
                library,
                name,
                CallContext.getCallContext(result.type(), types, CallingConvention.DEFAULT, saveErrno),
                address);
    }

    /**
     * {@code errno}, as the last call of this thread through any function of this class left it. It says something only of a call that
     * failed. Ask at once, before any other call.
     */
    public static int errno() {
        return LAST_ERROR.get();
    }

    /** {@code errno = 0}: before a call of whose result only {@code errno} tells whether it is a failure. */
    public static void clearErrno() {
        LAST_ERROR.set(0);
    }

    /** Calls it without arguments. */
    public long call() {
        require(0);
        return INVOKER.invokeN0(context, address);
    }

    /** Calls it with one argument. */
    public long call(long a) {
        require(1);
        return INVOKER.invokeN1(context, address, a);
    }

    /** Calls it with two arguments. */
    public long call(long a, long b) {
        require(2);
        return INVOKER.invokeN2(context, address, a, b);
    }

    /** Calls it with three arguments. */
    public long call(long a, long b, long c) {
        require(3);
        return INVOKER.invokeN3(context, address, a, b, c);
    }

    /** Calls it with four arguments. */
    public long call(long a, long b, long c, long d) {
        require(4);
        return INVOKER.invokeN4(context, address, a, b, c, d);
    }

    /** Calls it with five arguments. */
    public long call(long a, long b, long c, long d, long e) {
        require(5);
        return INVOKER.invokeN5(context, address, a, b, c, d, e);
    }

    /** Calls it with six arguments. */
    public long call(long a, long b, long c, long d, long e, long f) {
        require(6);
        return INVOKER.invokeN6(context, address, a, b, c, d, e, f);
    }

    private void require(int arguments) {
        if (context.getParameterCount() != arguments) {
            throw new IllegalArgumentException(
                    name + " takes " + context.getParameterCount() + " arguments, not " + arguments);
        }
    }
}
