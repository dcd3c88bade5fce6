import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A published instance: Li and Lim, Solomon and Gehring-Homberger, or Sartori and Buriol, told apart by the text. */
final class Instance {
    record Stop(double x, double y, int demand, double earliest, double latest, double service, int delivery) {}

    final String name;
    final int fleet;
    final int capacity;
    final List<Stop> stops = new ArrayList<>();
    final double[][] matrix;

    Instance(Path file) throws IOException {
        name = file.getFileName().toString().replaceFirst("\\.txt$", "");
        List<String> lines = Files.readAllLines(file);
        List<double[]> rows = new ArrayList<>();
        for (String line : lines) {
            double[] row = numbers(line);
            if (row.length > 1) rows.add(row);
        }
        if (lines.get(0).startsWith("NAME:")) {
            int size = Integer.parseInt(head(lines, "SIZE"));
            rows.subList(0, size).forEach(this::add);
            capacity = Integer.parseInt(head(lines, "CAPACITY"));
            fleet = (int) stops.stream().filter(stop -> stop.delivery > 0).count();
            Stop depot = stops.get(0);
            double end = Math.min(depot.latest, Double.parseDouble(head(lines, "ROUTE-TIME")));
            stops.set(0, new Stop(0, 0, 0, depot.earliest, end, 0, 0));
            matrix = rows.subList(size, 2 * size).toArray(double[][]::new);
            return;
        }
        fleet = (int) rows.get(0)[0];
        capacity = (int) rows.get(0)[1];
        rows.subList(1, rows.size()).forEach(this::add);
        int n = stops.size();
        matrix = new double[n][n];
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++)
                matrix[i][j] = Math.hypot(stops.get(i).x - stops.get(j).x, stops.get(i).y - stops.get(j).y);
    }

    private void add(double[] row) {
        int delivery = row.length > 8 ? (int) row[8] : 0;
        stops.add(new Stop(row[1], row[2], (int) row[3], row[4], row[5], row[6], delivery));
    }

    private static double[] numbers(String line) {
        try {
            return Arrays.stream(line.trim().split("\\s+")).mapToDouble(Double::parseDouble).toArray();
        } catch (NumberFormatException words) {
            return new double[0];
        }
    }

    private static String head(List<String> lines, String key) {
        return lines.stream().filter(line -> line.startsWith(key + ":")).findFirst().orElseThrow().split(":")[1].trim();
    }

    boolean hasPairs() {
        return stops.stream().anyMatch(stop -> stop.delivery > 0);
    }
}
