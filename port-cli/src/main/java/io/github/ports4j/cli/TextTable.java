package io.github.ports4j.cli;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import com.github.freva.asciitable.Styler;
import io.github.ports4j.Printable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Rows under a heading: aligned on a terminal, with tabs between the cells in a pipe. */
final class TextTable {
    private final List<String> heading;
    private final List<List<String>> rows = new ArrayList<>();

    TextTable(List<String> heading) {
        this.heading = heading;
    }

    void add(List<String> row) {
        rows.add(row);
    }

    void print(Output output) throws IOException {
        if (output.outTerminal()) {
            output.printOwn(aligned(output.outColour()) + "\n");
        } else {
            output.printCells(heading);
            for (List<String> row : rows) {
                output.printCells(row);
            }
        }
    }

    private String aligned(boolean colour) {
        Column[] columns = heading.stream()
                .map(text -> new Column()
                        .header(text)
                        .headerAlign(HorizontalAlign.LEFT)
                        .dataAlign(HorizontalAlign.LEFT))
                .toArray(Column[]::new);
        Object[][] cells = rows.stream()
                .map(row -> row.stream().map(Printable::of).toArray(Object[]::new))
                .toArray(Object[][]::new);
        return AsciiTable.builder()
                .border(AsciiTable.NO_BORDERS)
                .lineSeparator("\n")
                .styler(colour ? new Colours() : new Styler() {})
                .data(columns, cells)
                .asString();
    }

    /** Sets the heading off. */
    private static final class Colours implements Styler {
        @Override
        public List<String> styleHeader(Column column, int index, List<String> lines) {
            return lines.stream().map(Style.STRONG::apply).toList();
        }
    }
}
