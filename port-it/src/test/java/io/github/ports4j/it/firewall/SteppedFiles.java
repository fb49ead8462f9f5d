package io.github.ports4j.it.firewall;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/** The files of this host under paths of its own, each change of which is a step. */
final class SteppedFiles extends FileSystemProvider {
    private final Steps steps;
    private final FileSystem system = new SteppedSystem(this);

    SteppedFiles(Steps steps) {
        this.steps = steps;
    }

    /** The same path, and those that are made of it, by which changes are steps. */
    Path path(Path real) {
        return (Path) Proxy.newProxyInstance(
                SteppedFiles.class.getClassLoader(),
                new Class<?>[] {Path.class, Real.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("real")) {
                        return real;
                    }
                    if (method.getName().equals("getFileSystem")) {
                        return system;
                    }
                    Object[] unwrapped = arguments == null
                            ? null
                            : Arrays.stream(arguments)
                                    .map(SteppedFiles::unwrapped)
                                    .toArray();
                    try {
                        Object result = method.invoke(real, unwrapped);
                        return result instanceof Path path ? path(path) : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** What a path of ours stands for. */
    interface Real {
        Path real();
    }

    private static Object unwrapped(Object argument) {
        return argument instanceof Real ours ? ours.real() : argument;
    }

    private static Path real(Path path) {
        return (Path) unwrapped(path);
    }

    private static FileSystemProvider of(Path path) {
        return real(path).getFileSystem().provider();
    }

    private interface Change<T> {
        T make() throws IOException;
    }

    private <T> T change(String what, Change<T> change) throws IOException {
        T made = change.make();
        steps.point("after to " + what);
        return made;
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        Change<SeekableByteChannel> opening = () -> of(path).newByteChannel(real(path), options, attributes);
        return options.contains(StandardOpenOption.CREATE_NEW) ? change("create " + path, opening) : opening.make();
    }

    /** To lock a file is no change: whoever is killed lets go of it. */
    @Override
    public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        return of(path).newFileChannel(real(path), options, attributes);
    }

    @Override
    public void createDirectory(Path path, FileAttribute<?>... attributes) throws IOException {
        change("create " + path, () -> {
            of(path).createDirectory(real(path), attributes);
            return path;
        });
    }

    @Override
    public void delete(Path path) throws IOException {
        change("delete " + path, () -> {
            of(path).delete(real(path));
            return path;
        });
    }

    @Override
    public void move(Path from, Path to, CopyOption... options) throws IOException {
        steps.point("before to move to " + to); // what it has been filled with is no step by itself
        change("move to " + to, () -> {
            of(from).move(real(from), real(to), options);
            return to;
        });
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path path, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        return of(path).newDirectoryStream(real(path), filter);
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
            throws IOException {
        return of(path).readAttributes(real(path), type, options);
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String names, LinkOption... options) throws IOException {
        return of(path).readAttributes(real(path), names, options);
    }

    @Override
    public <V extends FileAttributeView> V getFileAttributeView(Path path, Class<V> type, LinkOption... options) {
        return of(path).getFileAttributeView(real(path), type, options);
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        of(path).checkAccess(real(path), modes);
    }

    @Override
    public String getScheme() {
        return "stepped";
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        return system;
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
        throw new UnsupportedOperationException("newFileSystem");
    }

    @Override
    public Path getPath(URI uri) {
        throw new UnsupportedOperationException("getPath");
    }

    @Override
    public void copy(Path from, Path to, CopyOption... options) {
        throw new UnsupportedOperationException("copy");
    }

    @Override
    public boolean isSameFile(Path path, Path other) throws IOException {
        return of(path).isSameFile(real(path), real(other));
    }

    @Override
    public boolean isHidden(Path path) throws IOException {
        return of(path).isHidden(real(path));
    }

    @Override
    public FileStore getFileStore(Path path) throws IOException {
        return of(path).getFileStore(real(path));
    }

    @Override
    public void setAttribute(Path path, String name, Object value, LinkOption... options) {
        throw new UnsupportedOperationException("setAttribute");
    }
}
