package io.github.ports4j.cli;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.JSRInlinerAdapter;

/**
 * Byte code of before Java 6, which has no frames: the JVM finds the types out anew each time it verifies it, and takes it into no
 * archive.
 *
 * @see "Java Virtual Machine Specification 4.10"
 */
final class OldClass extends ClassVisitor {
    /** Where a class file has its major_version, a big-endian u2. */
    private static final int MAJOR_VERSION = 6;

    private static final int FIRST_WITH_FRAMES = Opcodes.V1_6;

    private OldClass(ClassVisitor next) {
        super(Opcodes.ASM9, next);
    }

    /** The same class with frames if it has none, else as it is. */
    static byte[] renew(byte[] bytes) {
        int version = (bytes[MAJOR_VERSION] & 0xff) << Byte.SIZE | (bytes[MAJOR_VERSION + 1] & 0xff);
        if (version >= FIRST_WITH_FRAMES) {
            return bytes;
        }
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
        new ClassReader(bytes).accept(new OldClass(writer), 0);
        return writer.toByteArray();
    }

    @Override
    public void visit(int version, int access, String name, String signature, String superName, String[] interfaces) {
        super.visit(Opcodes.V1_8, access, name, signature, superName, interfaces);
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, String signature, String[] exceptions) {
        MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
        return new JSRInlinerAdapter(
                next, access, name, descriptor, signature, exceptions); // jsr and ret went with Java 6
    }
}
