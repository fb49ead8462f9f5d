/** The command {@code ports}: flags to the library, results to tables or JSON. */
@org.jspecify.annotations.NullMarked
module io.github.ports4j.cli {
    requires static org.jspecify;
    requires io.github.ports4j;
    requires info.picocli;
    requires com.google.gson;
    requires ascii.table;
    requires me.tongfei.progressbar;
    requires org.objectweb.asm;
    requires org.objectweb.asm.commons;
}
