package io.github.ports4j;

/** A system call failed in a way that is not an ordinary state of the world. */
public final class SystemCallException extends PortException {
    private static final long serialVersionUID = 1L;

    private final String call;
    private final int errno;
    private final String errnoName;

    /**
     * Describes the failure.
     *
     * @param call the call with its arguments, such as {@code socket(AF_NETLINK, SOCK_RAW, NETLINK_SOCK_DIAG)}
     * @param errno its {@code errno}; 0 if the call failed without one, or its number is not known
     * @param errnoName its name, such as {@code EMFILE}
     * @param advice what the caller can do; one sentence
     */
    public SystemCallException(String call, int errno, String errnoName, String advice) {
        super(text(call, errno, errnoName, advice), null);
        this.call = call;
        this.errno = errno;
        this.errnoName = errnoName;
    }

    /** The same, with the error that told it. */
    public SystemCallException(String call, int errno, String errnoName, String advice, Throwable cause) {
        super(text(call, errno, errnoName, advice), cause);
        this.call = call;
        this.errno = errno;
        this.errnoName = errnoName;
    }

    private static String text(String call, int errno, String errnoName, String advice) {
        return call + ": " + errnoName + (errno == 0 ? "" : " (" + errno + ")") + "; " + advice;
    }

    /** The call with its arguments. */
    public String call() {
        return call;
    }

    /** Its {@code errno}, a number of this system. */
    public int errno() {
        return errno;
    }

    /** The name of the {@code errno}, such as {@code EMFILE}. */
    public String errnoName() {
        return errnoName;
    }
}
