/** What the providers for Unix systems share. Not for users: anything here may change at any time. */
@org.jspecify.annotations.NullMarked
module io.github.ports4j.posix {
    requires static org.jspecify;
    requires transitive io.github.ports4j;
    requires org.jnrproject.constants;
    requires org.jnrproject.jffi;
    requires org.jnrproject.posix;
    // jnr-ffi needs ASM, but is an automatic module and cannot say so: without these lines no module would resolve it.
    requires org.objectweb.asm;
    requires org.objectweb.asm.commons;
    requires org.objectweb.asm.util;

    exports io.github.ports4j.posix;
}
